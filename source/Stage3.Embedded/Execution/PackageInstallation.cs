using System.Collections.Immutable;
using Stage3.Embedded.Merging;
using Stage3.Embedded.Phases;
using Stage3.Embedded.Selection;
using Stage3.Emerge.Commands;
using Stage3.Linux;
using Stage3.Linux.Files;
using Stage3.Portage.Accounts;
using Stage3.Portage.BinaryPackages;
using Stage3.Portage.Installed;
using Stage3.Portage.Names;

namespace Stage3.Embedded.Execution;

/// <summary>
/// Brings one package into ROOT, in the order of PMS 9.2: <c>pkg_pretend</c> and <c>pkg_setup</c> where it was not built
/// just now, <c>pkg_preinst</c>, the image, the removal of what it replaces, the database, <c>pkg_postinst</c>.
/// </summary>
internal sealed class PackageInstallation(EmergeCommand command, Selected selected, PhaseRunners runners)
{
    private readonly ConfigProtection protection = ConfigProtection.Parse(
        selected.Configuration.Variables["CONFIG_PROTECT"], selected.Configuration.Variables["CONFIG_PROTECT_MASK"]);

    // Read once: nobody else writes to the root, and reading every CONTENTS again for each package would cost the square of their number.
    private readonly InstalledDatabase database = InstalledDatabase.Open(command.Root.Path);

    private HostPath Root => command.Root.Path;

    /// <summary>Merges what was built in this run: its <c>pkg_setup</c> has been already.</summary>
    public Task BuiltAsync(BuiltPackage built, CancellationToken cancellation) =>
        InstallAsync(built.File, MergeType.Source, built.Image, cancellation);

    /// <summary>Merges a binary package.</summary>
    public Task BinaryAsync(HostPath file, CancellationToken cancellation) =>
        InstallAsync(file, MergeType.Binary, null, cancellation);

    /// <summary>Removes an installed package that another one forbids.</summary>
    public async Task RemoveAsync(PackageId id, CancellationToken cancellation)
    {
        using var merger = OpenRoot();
        if (database.Find(id) is not { } installed) return;
        var phases = Leaving(installed, "");
        await phases.RunAsync([Phase.PreRm], null, cancellation);
        merger.Unmerge(installed, cancellation);
        await phases.RunAsync([Phase.PostRm], null, cancellation);
        Forget(id);
    }

    private async Task InstallAsync(HostPath file, MergeType type, HostPath? image, CancellationToken cancellation)
    {
        using var package = BinaryPackageFile.Open(file, PackageScope.Everything, ignoreSignatures: false, cancellation);
        var info = package.ReadMetadata();
        var id = PackageId.Parse($"{info[BuildInfoKeys.Category]}/{info[BuildInfoKeys.Pf]}");
        using var merger = OpenRoot();
        var replaced = ReplacedVersions.Packages(database, id, Slot.Parse(info[BuildInfoKeys.Slot] ?? "0")).ToImmutableArray();
        var phases = new PackagePhases(id, info, runners, runners.Folder(id) / "merge")
        {
            MergeType = type,
            Replacing = [.. replaced.Select(each => each.Id.Version.ToString())],
        };
        if (type == MergeType.Binary) await phases.RunAsync([Phase.Pretend, Phase.Setup], null, cancellation);
        var source = await PreparedImageAsync(package, id, image, phases, cancellation);

        using (var merge = merger.Begin(new MergeRequest(id, phases.Record(), source) { Replaces = replaced }, cancellation))
        {
            merge.WriteFiles(cancellation);
            foreach (var old in merge.Replaced) await LeaveAsync(merge, old, id, cancellation);
            merge.Commit();
        }

        await phases.RunAsync([Phase.PostInst], image, cancellation);
        Forget(id);
    }

    // Only pkg_preinst may change the image (PMS 9.1.14): it gets a folder, and the folder is merged as it left it.
    private async Task<IPackageImage> PreparedImageAsync(
        BinaryPackageFile package, PackageId id, HostPath? image, PackagePhases phases, CancellationToken cancellation)
    {
        if (!phases.Defines(Phase.PreInst)) return new BinaryPackageImage(package);
        var folder = image ?? Unpack(package, id, cancellation);
        await phases.RunAsync([Phase.PreInst], folder, cancellation);
        return new FolderImage(folder);
    }

    private HostPath Unpack(BinaryPackageFile package, PackageId id, CancellationToken cancellation)
    {
        var folder = runners.Folder(id) / "unpacked";
        ImageUnpacker.Unpack(new BinaryPackageImage(package), folder, AccountDatabase.Read(Root), cancellation);
        return folder;
    }

    private async Task LeaveAsync(PackageMerge merge, InstalledPackage old, PackageId successor, CancellationToken cancellation)
    {
        var phases = Leaving(old, successor.Version.ToString());
        await phases.RunAsync([Phase.PreRm], null, cancellation);
        merge.RemoveFilesOf(old, cancellation);
        await phases.RunAsync([Phase.PostRm], null, cancellation);
    }

    private PackagePhases Leaving(InstalledPackage installed, string replacedBy) =>
        new(installed.Id, installed.Info, runners, runners.Folder(installed.Id) / "unmerge") { ReplacedBy = replacedBy };

    private ImageMerger OpenRoot() => ImageMerger.Open(Root, database, protection);

    // A package that failed leaves its folders for whoever looks into it; one that is merged does not.
    private void Forget(PackageId id) => TreeRemoval.Remove(runners.Folder(id), CancellationToken.None);
}
