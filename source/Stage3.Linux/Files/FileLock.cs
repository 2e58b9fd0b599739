namespace Stage3.Linux.Files;

/// <summary>A lock among processes, by a file that stays: flock(2), which ends with its holder however that ends. Held until disposed.</summary>
public sealed class FileLock : IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);
    private readonly FileStream stream;

    private FileLock(FileStream stream) => this.stream = stream;

    /// <summary>Waits for the lock, and takes it.</summary>
    /// <param name="path">The file; it is made where it is missing. Its folder must be there.</param>
    /// <param name="cancellation">Stops the waiting.</param>
    public static async Task<FileLock> TakeAsync(HostPath path, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(path);
        while (true)
        {
            if (TryTake(path) is { } taken) return taken;
            await Task.Delay(Pause, cancellation).ConfigureAwait(false);
        }
    }

    /// <summary>The lock, where nobody holds it; null where somebody does.</summary>
    /// <param name="path">The file; it is made where it is missing. Its folder must be there.</param>
    public static FileLock? TryTake(HostPath path)
    {
        ArgumentNullException.ThrowIfNull(path);
        try
        {
            return new FileLock(new FileStream(path.Value, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (IOException busy) when (busy is not (FileNotFoundException or DirectoryNotFoundException) && path.IsFile)
        {
            return null;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => stream.Dispose();
}
