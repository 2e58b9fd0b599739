using System.Collections.Immutable;
using Stage3.Embedded.Environments;
using Stage3.Embedded.Merging;
using Stage3.Embedded.Phases;
using Stage3.Embedded.Resolution;
using Stage3.Embedded.Selection;
using Stage3.Emerge.Commands;
using Stage3.Linux;
using Stage3.Portage.Accounts;
using Stage3.Portage.Atoms;
using Stage3.Portage.BinaryPackages;
using Stage3.Portage.Installed;
using Stage3.Portage.Names;
using Stage3.Portage.Signatures;

namespace Stage3.Embedded.Execution;

/// <summary>
/// Brings packages into ROOT, each in the order of PMS 9.2: <c>pkg_pretend</c> and <c>pkg_setup</c> where it was not built just now, <c>pkg_preinst</c>, the image, the removal
/// of what it replaces, the database, <c>pkg_postinst</c>. Packages that nothing of the kind sets apart go together, see <see cref="MergeGroup"/>.
/// </summary>
internal sealed class PackageInstallation : IDisposable
{
    private readonly PhaseRunners runners;
    private readonly HostPath root;

    // Read once: nobody else writes to the root, and reading every CONTENTS again for each package would cost the square of their number.
    private readonly InstalledDatabase database;
    private readonly ImageMerger merger;
    private readonly MergeGroup group;
    private readonly FolderBin bin;

    /// <summary>Opens the root.</summary>
    public PackageInstallation(EmbeddedSettings settings, EmergeCommand command, Selected selected, PhaseRunners runners)
    {
        (this.runners, root) = (runners, command.Root.Path);
        database = InstalledDatabase.Open(root);
        var policy = MergePolicy.Of(selected.Configuration.Variables);
        merger = Opened(root, database, policy.OffersAgain || !command.OfferAgain ? policy : policy with { OffersAgain = true });
        bin = new FolderBin(runners.Bin);
        group = new MergeGroup(merger, selected.Resolution.Steps.Count(step => step is MergeStep), LeaveAsync);
        var signatures = SignaturePolicy.Of(command.ConfigRoot, selected.Configuration.Variables["FEATURES"]);
        Preparation = new PackagePreparation(merger, settings.TrustedKeys is { } keys ? signatures.With(keys) : signatures);
    }

    // What two runs stage, place and record at once would be neither's.
    private static ImageMerger Opened(HostPath root, InstalledDatabase database, MergePolicy policy)
    {
        var merger = ImageMerger.Open(root, database, policy);
        if (merger.Folder.Folder.TryLock()) return merger;
        merger.Dispose();
        throw new Stage3Exception("another run is merging into this root", root.Value, "wait until it has ended, or end it, and run again");
    }

    /// <summary>Goes on where an earlier run was ended from outside: mends what it left, and runs each <c>pkg_postinst</c> that it owes.</summary>
    public async Task RecoverAsync(CancellationToken cancellation)
    {
        merger.Recover(cancellation);
        foreach (var (package, replaced, _) in database.Unfinished)
        {
            var phases = new PackagePhases(package.Id, package.Info, runners, Folder(package.Id)) { Replacing = [.. replaced.Select(id => id.Version.ToString())] };
            await ConfigureAsync(phases, null, cancellation);
            database.NoteFinished(package.Id);
            Forget(package.Id);
        }
    }

    /// <summary>Checks and unpacks binary packages.</summary>
    public PackagePreparation Preparation { get; }

    /// <summary>The same package with the image that it was made of: PKG_INSTALL_MASK is for those who merge it elsewhere (make.conf(5)).</summary>
    public PreparedPackage Whole(PreparedPackage package, HostPath built, CancellationToken cancellation)
    {
        if (package.Image is null) return package;
        package.Image.Dispose();
        return package with { Image = merger.Stage(new FolderImage(built), cancellation) };
    }

    /// <summary>What is installed that a package may not stand beside: what it brings of their files is its own from then on.</summary>
    public IEnumerable<PackageId> BlockedBy(Candidate package) =>
        from atom in package.RuntimeDependencies.Flatten(package.IsEnabled).Concat(package.PostDependencies.Flatten(package.IsEnabled))
        where atom.Blocks != Blocking.None
        from installed in database.Of(atom.Name)
        where atom.WithoutBlocker().Matches(installed)
        select installed.Id;

    /// <summary>Takes a package that was prepared: it is merged now or with the next ones, at the latest by <see cref="MergeAsync"/>.</summary>
    /// <param name="package">The package; it is disposed of.</param>
    /// <param name="built">D where it was built in this run: its <c>pkg_setup</c> has been already.</param>
    /// <param name="finished">Told when all of it is done.</param>
    /// <param name="cancellation">Stops between two files; what was begun is mended by the next run.</param>
    public async Task TakeAsync(PreparedPackage package, HostPath? built, Action finished, CancellationToken cancellation)
    {
        try
        {
            var (id, info) = (package.Id, package.Info);
            var replaced = ReplacedVersions.Packages(database, id, Slot.Parse(info[BuildInfoKeys.Slot] ?? "0")).ToImmutableArray();
            var phases = new PackagePhases(id, info, runners, Folder(id))
            {
                MergeType = built is null ? MergeType.Binary : MergeType.Source,
                Replacing = [.. replaced.Select(each => each.Id.Version.ToString())],
            };
            if (phases.Defines(Phase.PostInst)) phases.Begin();
            ImmutableArray<Phase> before = built is null ? [Phase.Pretend, Phase.Setup] : [];
            // Whatever looks at the root, or at its accounts, finds it with all that comes before.
            var looks = before.Any(phases.Defines) || phases.Defines(Phase.PreInst) || package.Image is not { NeedsAccounts: false };
            if (looks || !replaced.IsEmpty) await group.MergeAsync(cancellation);
            await phases.RunAsync(before, null, cancellation);
            var image = package.Image ?? merger.StageWhole(await PreparedImageAsync(package, built, phases, cancellation), cancellation);
            var record = merger.Policy.Mask.Text is { Length: > 0 } mask ? phases.Record().With("INSTALL_MASK", mask) : phases.Record();
            var request = new MergeRequest(id, record) { Replaces = replaced, Blocked = package.Blocked, Draft = package.Draft, HasMoreToDo = phases.Defines(Phase.PostInst) };
            group.Add(id, Begun(request, image), image.Length, stop => FinishAsync(phases, built, stop), finished);
            package.File?.Dispose();
            if (group.IsFull) await group.MergeAsync(cancellation);
        }
        catch
        {
            package.Dispose();
            throw;
        }
    }

    /// <summary>Merges all that was taken.</summary>
    public Task MergeAsync(CancellationToken cancellation) => group.MergeAsync(cancellation);

    /// <summary>Brings up to date what is derived from what all packages install; once at the end, for no package finds its own files there while it is merged.</summary>
    /// <returns>What could not be.</returns>
    public Task<ImmutableArray<string>> UpdateEnvironmentAsync(CancellationToken cancellation) =>
        database.Packages.Any() ? new EnvironmentUpdate(root).RunAsync(cancellation) : Task.FromResult(ImmutableArray<string>.Empty);

    /// <summary>What waits in the root for somebody to decide on it.</summary>
    public ImmutableArray<string> WaitingUpdates(CancellationToken cancellation) => merger.WaitingUpdates(cancellation);

    /// <summary>Waits until the root is on the disk as it is now.</summary>
    public void Sync() => merger.Sync();

    /// <summary>Waits until nothing is left of the folders that the packages were merged in.</summary>
    public Task TidyAsync() => bin.EmptyAsync();

    /// <summary>Removes an installed package that another one forbids.</summary>
    public async Task RemoveAsync(PackageId id, CancellationToken cancellation)
    {
        await group.MergeAsync(cancellation);
        if (database.Find(id) is not { } installed) return;
        var phases = Leaving(installed, "");
        await phases.RunAsync([Phase.PreRm], null, cancellation);
        merger.Unmerge(installed, cancellation);
        await phases.RunAsync([Phase.PostRm], null, cancellation);
        Forget(id);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        group.Dispose();
        bin.Dispose();
        merger.Dispose();
        Preparation.Dispose();
    }

    private async Task FinishAsync(PackagePhases phases, HostPath? built, CancellationToken cancellation)
    {
        await ConfigureAsync(phases, built, cancellation);
        Forget(phases.Package);
    }

    // What it leaves of its variables pkg_prerm and pkg_postrm find.
    private async Task ConfigureAsync(PackagePhases phases, HostPath? built, CancellationToken cancellation)
    {
        await phases.RunAsync([Phase.PostInst], built, cancellation);
        if (phases.Defines(Phase.PostInst) && phases.IsAskedOnRemoval && phases.Record().Bytes(BuildInfoKeys.Environment) is { } environment)
            database.Rewrite(phases.Package, BuildInfoKeys.Environment, environment);
    }

    private PackageMerge Begun(MergeRequest request, StagedImage image)
    {
        try
        {
            return merger.Begin(request, image);
        }
        catch
        {
            image.Dispose();
            throw;
        }
    }

    // Only pkg_preinst may change the image (PMS 9.1.14): it gets a folder, and the folder is merged as it left it.
    private async Task<IPackageImage> PreparedImageAsync(PreparedPackage package, HostPath? built, PackagePhases phases, CancellationToken cancellation)
    {
        // And it finds what the mask has left, which the folder of a build has not.
        var folder = built is { } unmasked && merger.Policy.Mask.Text.Length == 0 ? unmasked : Folder(package.Id) / "unpacked";
        if (folder != built) ImageUnpacker.Unpack(package.Id, built is null ? new BinaryPackageImage(package.File!) : new FolderImage(built), merger.Policy.Mask, folder, AccountDatabase.Read(root), cancellation);
        await phases.RunAsync([Phase.PreInst], folder, cancellation);
        return new FolderImage(folder);
    }

    private async Task LeaveAsync(InstalledPackage old, PackageMerge merge, PackageId successor, CancellationToken cancellation)
    {
        var phases = Leaving(old, successor.Version.ToString());
        await phases.RunAsync([Phase.PreRm], null, cancellation);
        merge.RemoveFilesOf(old, cancellation);
        await phases.RunAsync([Phase.PostRm], null, cancellation);
        if (old.Id != successor) runners.Messages.Save(old.Id);
    }

    private PackagePhases Leaving(InstalledPackage installed, string replacedBy) =>
        new(installed.Id, installed.Info, runners, Folder(installed.Id) / "unmerge") { ReplacedBy = replacedBy };

    private HostPath Folder(PackageId id) => runners.MergeFolder(id);

    // A package that failed leaves its folders for whoever looks into it; one that is merged does not.
    private void Forget(PackageId id)
    {
        runners.Messages.Save(id);
        bin.Take(runners.Folder(id));
        bin.Take(Folder(id));
    }
}
