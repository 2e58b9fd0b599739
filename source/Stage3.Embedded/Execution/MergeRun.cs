using System.Collections.Immutable;
using System.Diagnostics;
using Stage3.Embedded.Resolution;
using Stage3.Embedded.Selection;
using Stage3.Emerge;
using Stage3.Emerge.Commands;
using Stage3.Emerge.Events;
using Stage3.Emerge.Plans;
using Stage3.Linux;
using Stage3.Portage.Configuration;

namespace Stage3.Embedded.Execution;

/// <summary>Carries out what was resolved: builds several packages at once, merges one after the other.</summary>
internal sealed class MergeRun(EmbeddedSettings settings, EmergeCommand command, Selected selected, IProgress<EmergeEvent> progress)
    : IDisposable
{
    private readonly Stopwatch clock = Stopwatch.StartNew();
    private readonly SemaphoreSlim oneMerge = new(1);
    private readonly PackageBuild build = new(settings, command, selected, new PhaseRunners(settings, command, progress));
    private readonly PackageInstallation install = new(command, selected, new PhaseRunners(settings, command, progress));
    private int finished;

    private ImmutableArray<ResolutionStep> Steps => selected.Resolution.Steps;

    // Without dependencies nothing but the order of the arguments says what comes first (emerge(1), --nodeps). And where
    // nothing is built, ROOT takes one package after the other anyway: in one order, so that ids do not depend on jobs.
    private int AtOnce => command.Dependencies == Dependencies.None || command.BinaryPackages.Only ? 1 : command.Jobs.Count;

    /// <summary>Runs all steps, then notes in the world file what was asked for by name.</summary>
    /// <exception cref="EmergeFailedException">A package failed; what was finished before is kept.</exception>
    public async Task RunAsync(CancellationToken cancellation)
    {
        await Schedule.RunAsync([.. Steps.Select(step => step.After)], AtOnce, DoAsync, cancellation);
        if (!command.OneShot) RememberWorld();
    }

    /// <inheritdoc/>
    public void Dispose() => oneMerge.Dispose();

    private async Task DoAsync(int number, CancellationToken cancellation)
    {
        var step = Steps[number];
        try
        {
            switch (step)
            {
                case MergeStep { Package.Origin: CandidateOrigin.Source } source:
                    var built = await build.RunAsync(selected.Ebuilds!.Ebuild(source.Package), cancellation);
                    await MergingAsync(() => install.BuiltAsync(built, cancellation), cancellation);
                    break;
                case MergeStep binary:
                    await MergingAsync(() => install.BinaryAsync(selected.Binaries!.File(binary.Package), cancellation), cancellation);
                    break;
                case UnmergeStep unmerge:
                    await MergingAsync(() => install.RemoveAsync(unmerge.Package.Id, cancellation), cancellation);
                    break;
                default:
                    throw new UnreachableException($"a step of a kind that nobody knows: {step}");
            }
        }
        catch (Stage3Exception failure) when (failure is not EmergeFailedException)
        {
            throw new EmergeFailedException(step.Package.Id, failure);
        }

        if (step is MergeStep) Report(step.Package);
    }

    // ROOT is one: its database, its account files and its counters have one writer at a time.
    private async Task MergingAsync(Func<Task> work, CancellationToken cancellation)
    {
        await oneMerge.WaitAsync(cancellation);
        try
        {
            await work();
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
