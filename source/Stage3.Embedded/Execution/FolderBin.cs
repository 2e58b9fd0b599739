using System.Collections.Concurrent;
using Stage3.Linux;
using Stage3.Linux.Files;

namespace Stage3.Embedded.Execution;

/// <summary>
/// Takes folders that nobody needs any more: they lose their names at once, and are removed on a thread of its own, so that who merges does not wait for hundreds of small files to go.
/// </summary>
internal sealed class FolderBin : IDisposable
{
    private readonly HostPath bin;
    private readonly BlockingCollection<HostPath> waiting = [];
    private readonly Task removing;
    private int count;

    /// <summary>A bin of a run; what an ended one has left there goes first.</summary>
    /// <param name="bin">The folder for it, on the file system of all that it will take.</param>
    internal FolderBin(HostPath bin)
    {
        this.bin = bin;
        TreeRemoval.Remove(bin, CancellationToken.None);
        removing = Task.Factory.StartNew(Remove, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    /// <summary>Takes a folder; one that is not there is as good as gone.</summary>
    internal void Take(HostPath folder)
    {
        if (!folder.IsFolder) return;
        var there = bin.EnsureFolder() / $"{count++}";
        Directory.Move(folder.Value, there.Value);
        waiting.Add(there);
    }

    /// <summary>Waits until all is gone; nothing is taken any more.</summary>
    /// <exception cref="FileException">Something cannot be removed.</exception>
    internal Task EmptyAsync()
    {
        waiting.CompleteAdding();
        return removing;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        EmptyAsync().ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing).GetAwaiter().GetResult();
        waiting.Dispose();
    }

    private void Remove()
    {
        foreach (var folder in waiting.GetConsumingEnumerable()) TreeRemoval.Remove(folder, CancellationToken.None);
        TreeRemoval.Remove(bin, CancellationToken.None);
    }
}
