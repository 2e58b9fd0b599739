using System.Collections.Immutable;
using System.Diagnostics;
using Stage3.Embedded.Phases;
using Stage3.Embedded.Resolution;
using Stage3.Embedded.Selection;
using Stage3.Emerge;
using Stage3.Emerge.Commands;
using Stage3.Emerge.Events;
using Stage3.Emerge.Plans;
using Stage3.Linux;
using Stage3.Portage.Configuration;
using Stage3.Portage.Names;

namespace Stage3.Embedded.Execution;

/// <summary>
/// Carries out what was resolved: builds several packages at once and merges one after the other. Binary packages are checked and unpacked ahead of their turn, as many at once
/// as there are processors.
/// </summary>
internal sealed class MergeRun(EmbeddedSettings settings, EmergeCommand command, Selected selected, IProgress<EmergeEvent> progress)
    : IDisposable
{
    // Packages that are unpacked and have no place in the root yet: so many lie ahead of the one whose turn it is.
    private const int Window = 32;
    private readonly Stopwatch clock = Stopwatch.StartNew();
    private readonly SemaphoreSlim oneMerge = new(1);
    private int finished;

    private bool MergesNothing => command.BinaryPackages.Kept == KeptPackages.KeptOnly;

    private ImmutableArray<ResolutionStep> Steps => selected.Resolution.Steps;

    /// <summary>Runs all steps, then notes in the world file what was asked for by name.</summary>
    /// <exception cref="EmergeFailedException">A package failed; what was finished before is kept.</exception>
    public async Task RunAsync(CancellationToken cancellation)
    {
        await using var downloads = new Downloads(selected.Binaries, Steps, cancellation);
        await using var phases = new PhaseServer();
        var messages = ElogPolicy.Of(selected.Configuration.Variables);
        foreach (var unknown in messages.Unknown) progress.Report(new RunWarning($"messages of packages do not go to {unknown} of PORTAGE_ELOG_SYSTEM: this engine has save, save_summary and echo"));
        var runners = new PhaseRunners(settings, command, progress, phases, messages);
        using var install = new PackageInstallation(settings, command, selected, runners);
        await install.RecoverAsync(cancellation);
        if (settings.UnpackedStore is { } store && Steps.Length > 0 && !MergesNothing) await install.Preparation.OpenStoreAsync(store, settings.Clock, line => progress.Report(new RunWarning(line)), cancellation);
        // Without dependencies nothing but the order of the arguments says what comes first (emerge(1), --nodeps). And where
        // nothing is built, ROOT takes one package after the other anyway: in one order, so that ids do not depend on jobs.
        if (command.BinaryPackages.Only) await MergeInOrderAsync(install, downloads, cancellation);
        else
        {
            var build = new PackageBuild(settings, command, selected, runners);
            await Schedule.RunAsync([.. Steps.Select(step => step.After)], command.Dependencies == Dependencies.None ? 1 : command.Jobs.Count, new BuildRoom(command.Jobs, settings.Temporary).IsForAnother,
                (number, stop) => DoAsync(Steps[number], build, install, downloads, stop), cancellation);
        }

        if (MergesNothing) return;
        if (!command.OneShot && command.Dependencies is not FollowedDependencies { OnlyThem: true }) RememberWorld();
        foreach (var problem in await install.UpdateEnvironmentAsync(cancellation)) progress.Report(new RunWarning(problem));
        if (Steps.Length == 0) return;
        foreach (var waiting in install.WaitingUpdates(cancellation)) progress.Report(new RunWarning(waiting));
        install.Sync();
        await install.TidyAsync();
    }

    /// <inheritdoc/>
    public void Dispose() => oneMerge.Dispose();

    private async Task MergeInOrderAsync(PackageInstallation install, Downloads downloads, CancellationToken cancellation)
    {
        var merges = Steps.OfType<MergeStep>().ToImmutableArray();
        await using var ahead = new Ahead<PreparedPackage>(
            merges.Length, (number, stop) => Prepare(install, downloads.FileAsync(merges[number].Package, stop).GetAwaiter().GetResult(), merges[number].Package, stop), Math.Max(2, Environment.ProcessorCount), Window, cancellation);
        foreach (var step in Steps)
        {
            try
            {
                if (step is UnmergeStep unmerge) await install.RemoveAsync(unmerge.Package.Id, cancellation);
                else await install.TakeAsync(await ahead.TakeAsync() with { Blocked = BlockedBy(step, install) }, built: null, () => Report(step.Package), cancellation);
            }
            catch (Stage3Exception failure) when (failure is not EmergeFailedException)
            {
                // What came before it is merged, as if it had not been asked for.
                await install.MergeAsync(cancellation);
                throw new EmergeFailedException(step.Package.Id, failure);
            }
        }

        await install.MergeAsync(cancellation);
    }

    private PreparedPackage Prepare(PackageInstallation install, HostPath file, Candidate package, CancellationToken cancellation) =>
        install.Preparation.Prepare(file, package.Id, selected.Binaries?.VerifySignature(package), cancellation);

    private async Task DoAsync(ResolutionStep step, PackageBuild build, PackageInstallation install, Downloads downloads, CancellationToken cancellation)
    {
        try
        {
            switch (step)
            {
                case MergeStep { Package.Origin: CandidateOrigin.Source } source:
                    var built = await build.RunAsync(selected.Ebuilds!.Ebuild(source.Package), cancellation);
                    if (MergesNothing)
                    {
                        Report(step.Package);
                        break;
                    }

                    var packed = install.Preparation.Prepare(built.File, built.Id, verifySignature: null, cancellation);
                    if (built.IsMasked) packed = install.Whole(packed, built.Image, cancellation);
                    await MergingAsync(install, () => install.TakeAsync(packed with { Blocked = BlockedBy(step, install) }, built.Image, () => Report(step.Package), cancellation), cancellation);
                    break;
                case MergeStep or UnmergeStep when MergesNothing:
                    break;
                case MergeStep binary:
                    var prepared = Prepare(install, await downloads.FileAsync(binary.Package, cancellation), binary.Package, cancellation);
                    await MergingAsync(install, () => install.TakeAsync(prepared with { Blocked = BlockedBy(step, install) }, null, () => Report(step.Package), cancellation), cancellation);
                    break;
                case UnmergeStep unmerge:
                    await MergingAsync(install, () => install.RemoveAsync(unmerge.Package.Id, cancellation), cancellation);
                    break;
                default:
                    throw new UnreachableException($"a step of a kind that nobody knows: {step}");
            }
        }
        catch (Stage3Exception failure) when (failure is not EmergeFailedException)
        {
            throw new EmergeFailedException(step.Package.Id, failure);
        }
    }

    // A weak blocker lets the blocked package stay until the other is there (PMS 8.3.2); a newer version of the blocked one may come later, too.
    private ImmutableArray<PackageId> BlockedBy(ResolutionStep step, PackageInstallation install) =>
    [
        .. Steps.OfType<UnmergeStep>().Where(unmerge => unmerge.After.Any(number => ReferenceEquals(Steps[number], step))).Select(unmerge => unmerge.Package.Id),
        .. install.BlockedBy(step.Package),
    ];

    // ROOT is one: its database, its account files and its counters have one writer at a time. And what is built next may need this one.
    private async Task MergingAsync(PackageInstallation install, Func<Task> work, CancellationToken cancellation)
    {
        await oneMerge.WaitAsync(cancellation);
        try
        {
            await work();
            await install.MergeAsync(cancellation);
        }
        finally
        {
            oneMerge.Release();
        }
    }

    private void Report(Candidate package)
    {
        var origin = package.Origin == CandidateOrigin.Binary ? PackageOrigin.Binary : PackageOrigin.Source;
        var total = Steps.Count(step => step is MergeStep);
        progress.Report(new PackageFinished(package.Id, origin, Interlocked.Increment(ref finished), total, clock.Elapsed));
    }

    private void RememberWorld()
    {
        var asked = command.Packages.Select(selector => selector.Atom).OfType<Portage.Atoms.Atom>().ToArray();
        if (asked.Length == 0) return;
        var world = WorldFile.Read(command.Root.Path);
        asked.Aggregate(world, (file, atom) => file.With(Portage.Atoms.Atom.Of(atom.Name))).Write(command.Root.Path);
    }
}
