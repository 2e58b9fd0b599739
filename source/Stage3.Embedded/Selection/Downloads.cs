using System.Collections.Concurrent;
using System.Collections.Immutable;
using Stage3.Embedded.Resolution;
using Stage3.Linux;

namespace Stage3.Embedded.Selection;

/// <summary>
/// Gets the packages of a plan in the order in which they are wanted, ahead of the merges that want them. A download that
/// fails is told to whoever waits for that package.
/// </summary>
internal sealed class Downloads : IAsyncDisposable
{
    private const int AtOnce = 6;
    private readonly CancellationTokenSource stop;
    private readonly ConcurrentDictionary<Candidate, TaskCompletionSource<HostPath>> files = new();
    private readonly Task all;

    /// <summary>Begins.</summary>
    public Downloads(BinaryCandidates? binaries, ImmutableArray<ResolutionStep> steps, CancellationToken cancellation)
    {
        stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var wanted = steps.OfType<MergeStep>().Select(step => step.Package).Where(package => package.Origin == CandidateOrigin.Binary).ToArray();
        foreach (var package in wanted) files[package] = new TaskCompletionSource<HostPath>(TaskCreationOptions.RunContinuationsAsynchronously);
        all = binaries is null
            ? Task.CompletedTask
            : Parallel.ForEachAsync(wanted, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = stop.Token }, (package, token) => GetAsync(binaries, package, token));
    }

    /// <summary>The file of a package of the plan, as soon as it is here.</summary>
    public Task<HostPath> FileAsync(Candidate package, CancellationToken cancellation) => files[package].Task.WaitAsync(cancellation);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        await all.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        stop.Dispose();
    }

    private async ValueTask GetAsync(BinaryCandidates binaries, Candidate package, CancellationToken cancellation)
    {
        try
        {
            files[package].SetResult(await binaries.FileAsync(package, cancellation));
        }
#pragma warning disable CA1031 // Whatever it is, it is thrown where the package is waited for.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            files[package].SetException(failure);
        }
    }
}
