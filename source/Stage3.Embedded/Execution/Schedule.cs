using System.Collections.Immutable;

namespace Stage3.Embedded.Execution;

/// <summary>Runs numbered steps, each after those that it names, several at once.</summary>
internal static class Schedule
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    /// <summary>Runs all steps. The first that fails stops the others, and its exception is the one that comes out.</summary>
    /// <param name="after">For each step the numbers of the steps that must be done before it, all of them lower.</param>
    /// <param name="jobs">How many run at once at most.</param>
    /// <param name="hasRoom">Whether another step may be begun beside those that run; asked again and again.</param>
    /// <param name="work">Does one step.</param>
    /// <param name="cancellation">Stops all.</param>
    public static async Task RunAsync(
        ImmutableArray<ImmutableArray<int>> after,
        int jobs,
        Func<bool> hasRoom,
        Func<int, CancellationToken, Task> work,
        CancellationToken cancellation)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var waiting = new SortedSet<int>(Enumerable.Range(0, after.Length));
        var done = new HashSet<int>();
        var running = new Dictionary<Task, int>();
        Exception? failure = null;
        while (running.Count > 0 || (waiting.Count > 0 && failure is null))
        {
            var isHeld = false;
            while (failure is null && running.Count < jobs && Next(waiting, after, done) is { } step)
            {
                if (isHeld = running.Count > 0 && !hasRoom()) break;
                waiting.Remove(step);
                running.Add(Task.Run(() => work(step, stop.Token), CancellationToken.None), step);
            }

            var ended = await Task.WhenAny(isHeld ? [.. running.Keys, Task.Delay(Patience, CancellationToken.None)] : running.Keys);
            if (!running.Remove(ended, out var number)) continue;
            done.Add(number);
            failure ??= await FailureOfAsync(ended);
            if (failure is not null) await stop.CancelAsync();
        }

        cancellation.ThrowIfCancellationRequested();
        if (failure is not null) System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(failure);
    }

    private static int? Next(SortedSet<int> waiting, ImmutableArray<ImmutableArray<int>> after, HashSet<int> done)
    {
        foreach (var step in waiting)
        {
            if (after[step].All(done.Contains)) return step;
        }

        return null;
    }

    private static async Task<Exception?> FailureOfAsync(Task ended)
    {
        try
        {
            await ended;
            return null;
        }
#pragma warning disable CA1031 // Whatever it was, it is thrown again once the other steps have stopped.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            return failure;
        }
    }
}
