using System.Collections.Immutable;
using Stage3.Embedded.Merging;
using Stage3.Embedded.Phases;
using Stage3.Embedded.Selection;
using Stage3.Emerge.Commands;
using Stage3.Linux;
using Stage3.Linux.Files;
using Stage3.Portage.BinaryPackages;
using Stage3.Portage.Installed;
using Stage3.Portage.Names;

namespace Stage3.Embedded.Execution;

/// <summary>
/// Brings one package into ROOT, in the order of PMS 9.2: <c>pkg_pretend</c> and <c>pkg_setup</c> where it was not built
/// just now, <c>pkg_preinst</c>, the image, the removal of what it replaces, the database, <c>pkg_postinst</c>.
/// </summary>
internal sealed class PackageMerge(EmergeCommand command, Selected selected, PhaseRunners runners)
{
    private readonly ConfigProtection protection = ConfigProtection.Of(
        selected.Configuration.Variables.Words("CONFIG_PROTECT"), selected.Configuration.Variables.Words("CONFIG_PROTECT_MASK"));

    private HostPath Root => command.Root.Path;

    /// <summary>Merges what was built in this run: its <c>pkg_setup</c> has been already.</summary>
    public Task BuiltAsync(BuiltPackage built, CancellationToken cancellation) =>
        MergeAsync(built.File, MergeType.Source, built.Image, cancellation);

    /// <summary>Merges a binary package.</summary>
    public Task BinaryAsync(HostPath file, CancellationToken cancellation) =>
        MergeAsync(file, MergeType.Binary, null, cancellation);

    /// <summary>Removes an installed package that another one forbids.</summary>
    public async Task RemoveAsync(PackageId id, CancellationToken cancellation)
    {
        var database = InstalledDatabase.Open(Root);
        if (database.Find(id) is not { } installed) return;
        await UninstallAsync(database, installed, Contents.Empty, "", cancellation);
        database.Remove(id);
        Forget(id);
    }

    private async Task MergeAsync(HostPath file, MergeType type, HostPath? image, CancellationToken cancellation)
    {
        using var package = GpkgFile.Open(file, GpkgScope.Everything, ignoreSignatures: false, cancellation);
        var info = package.ReadMetadata();
        var id = PackageId.Parse($"{info[BuildInfoKeys.Category]}/{info[BuildInfoKeys.Pf]}");
        var database = InstalledDatabase.Open(Root);
        var replaced = ReplacedVersions.Packages(database, id, Slot.Parse(info[BuildInfoKeys.Slot] ?? "0")).ToImmutableArray();
        var phases = new PackagePhases(id, info, runners, runners.Folder(id) / "merge")
        {
            MergeType = type,
            Replacing = [.. replaced.Select(each => each.Id.Version.ToString())],
        };
        if (type == MergeType.Binary) await phases.RunAsync([Phase.Pretend, Phase.Setup], null, cancellation);
        using var source = phases.Defines(Phase.PreInst)
            ? await ChangeableImage.OfAsync(package, image, Root, runners.Folder(id) / "preinst", phases, cancellation)
            : ImageSource.Of(package);

        using var entry = database.Begin(id, phases.Record());
        var merged = new ImageMerger(Root, database, protection).Merge(id, source.Open, replaced, cancellation);
        foreach (var old in replaced)
        {
            await UninstallAsync(database, old, merged.Contents, id.Version.ToString(), cancellation);
            if (old.Id != id) database.Remove(old.Id);
        }

        entry.Commit(merged.Contents);
        await phases.RunAsync([Phase.PostInst], image, cancellation);
        Forget(id);
    }

    private async Task UninstallAsync(
        InstalledDatabase database, InstalledPackage old, Contents successor, string replacedBy, CancellationToken cancellation)
    {
        var phases = new PackagePhases(old.Id, old.Info, runners, runners.Folder(old.Id) / "unmerge") { ReplacedBy = replacedBy };
        await phases.RunAsync([Phase.PreRm], null, cancellation);
        new PackageRemoval(Root, database, protection).Run(old, successor, cancellation);
        await phases.RunAsync([Phase.PostRm], null, cancellation);
    }

    // A package that failed leaves its folders for whoever looks into it; one that is merged does not.
    private void Forget(PackageId id) => TreeRemoval.Remove(runners.Folder(id), CancellationToken.None);
}
