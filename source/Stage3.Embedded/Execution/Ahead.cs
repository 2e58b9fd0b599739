using Stage3.Linux;

namespace Stage3.Embedded.Execution;

/// <summary>
/// Makes numbered things ahead of the one who takes them in order: several at once, and never more than a window of them that nobody has taken yet. Disposed, it stops what is
/// being made and disposes of what was not taken.
/// </summary>
internal sealed class Ahead<T>(int count, Func<int, CancellationToken, Task<T>> make, int atOnce, int window, CancellationToken cancellation) : IAsyncDisposable
    where T : class, IDisposable
{
    private readonly CancellationTokenSource _stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
    private readonly SemaphoreSlim _gate = new(atOnce);
    private readonly Queue<Task<T>> _begun = new();
    private int _next;

    /// <summary>The next one.</summary>
    public async Task<T> TakeAsync()
    {
        while (_next < count && _begun.Count < window) _begun.Enqueue(BeginAsync(_next++));
        return await _begun.Dequeue();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        foreach (var begun in _begun)
        {
            try
            {
                (await begun).Dispose();
            }
            catch (Exception failed) when (failed is OperationCanceledException or Stage3Exception or IOException)
            {
                // The one that was taken before it failed already, and is what the caller hears of.
            }
        }

        _gate.Dispose();
        _stop.Dispose();
    }

    private async Task<T> BeginAsync(int number)
    {
        await _gate.WaitAsync(_stop.Token).ConfigureAwait(false);
        try
        {
            return await Task.Run(() => make(number, _stop.Token), _stop.Token).ConfigureAwait(false);
        }
        finally
        {
            _gate.Release();
        }
    }
}
