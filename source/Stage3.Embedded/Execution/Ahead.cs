using Stage3.Linux.Processes;

namespace Stage3.Embedded.Execution;

/// <summary>
/// Makes numbered things ahead of the one who takes them in order: several at once, and never more than a window of them that nobody has taken yet. Disposed, it stops what is
/// being made and disposes of what was not taken.
/// </summary>
internal sealed class Ahead<T> : IAsyncDisposable
    where T : class, IDisposable
{
    private readonly Func<int, CancellationToken, T> _make;
    private readonly TaskCompletionSource<T>[] _made;
    private readonly SemaphoreSlim _room;
    private readonly CancellationTokenSource _stop;
    private readonly Task _makers;
    private int _begun = -1;
    private int _taken;

    /// <summary>Begins to make.</summary>
    /// <param name="count">How many things there are.</param>
    /// <param name="make">Makes the one of a number, counted from 0; blocks its thread.</param>
    /// <param name="atOnce">How many are made at once at most. Each has a thread of its own: the pool has as many as there are processors, and who takes needs one of them.</param>
    /// <param name="window">How many lie ready, or are being made, at most.</param>
    /// <param name="cancellation">Stops all.</param>
    internal Ahead(int count, Func<int, CancellationToken, T> make, int atOnce, int window, CancellationToken cancellation)
    {
        (_make, _room, _stop) = (make, new SemaphoreSlim(window), CancellationTokenSource.CreateLinkedTokenSource(cancellation));
        // Who waits for one goes on with its own thread, not with the maker's.
        _made = [.. Enumerable.Range(0, count).Select(_ => new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously))];
        _makers = Task.WhenAll(Enumerable.Range(0, Math.Min(atOnce, count)).Select(_ =>
            Task.Factory.StartNew(Make, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default)));
    }

    /// <summary>The next one.</summary>
    public async Task<T> TakeAsync()
    {
        var next = await _made[_taken++].Task;
        _room.Release();
        return next;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _makers;
        foreach (var made in _made.Skip(_taken).Select(made => made.Task).Where(made => made.IsCompletedSuccessfully)) (await made).Dispose();
        _room.Dispose();
        _stop.Dispose();
    }

    private void Make()
    {
        // Who takes works on what is made, and all wait for him in the end.
        Niceness.GiveWay();
        try
        {
            // Room comes before the number: else who has a later one could take the room of the next that is asked for.
            while (Next() is var number && number < _made.Length) Make(number);
        }
        catch (OperationCanceledException stopped)
        {
            // Nobody waits for ever for what is left.
            while (Interlocked.Increment(ref _begun) is var number && number < _made.Length) _made[number].SetException(stopped);
        }
    }

    private int Next()
    {
        _room.Wait(_stop.Token);
        return Interlocked.Increment(ref _begun);
    }

    private void Make(int number)
    {
        try
        {
            _made[number].SetResult(_make(number, _stop.Token));
        }
#pragma warning disable CA1031 // Whatever it was, who takes it hears of it.
        catch (Exception failed)
#pragma warning restore CA1031
        {
            _made[number].SetException(failed);
        }
    }
}
