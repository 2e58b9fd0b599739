using System.Collections.Immutable;
using System.Runtime.ExceptionServices;
using System.Security.Cryptography;
using Stage3.Linux;

namespace Stage3.Emerge.Guard;

/// <summary>
/// Proves that the build host was left alone: hashes its account files and what Portage keeps of it, before and after.
/// Reads only; what is not there is a state like any other.
/// </summary>
/// <param name="host">The host's root folder: <c>/</c>, or a stand-in for tests.</param>
public sealed class HostGuard(HostPath host)
{
    private static readonly ImmutableArray<string> Guarded =
    [
        "etc/passwd", "etc/group", "etc/shadow", "etc/gshadow", "etc/subuid", "etc/subgid",
        "etc/portage", "var/db/pkg", "var/lib/portage",
    ];

    /// <summary>The guard of this machine.</summary>
    public static HostGuard ThisMachine { get; } = new(HostPath.Parse("/"));

    /// <summary>Hashes all guarded files as they are now.</summary>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public HostSnapshot Take(CancellationToken cancellation)
    {
        var marks = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        foreach (var file in Guarded.SelectMany(start => Walk((host / start).Value)))
        {
            cancellation.ThrowIfCancellationRequested();
            marks[file] = Mark(file);
        }

        return new HostSnapshot(marks.ToImmutable());
    }

    /// <summary>Runs something, and fails if the host is another afterwards, however it ended.</summary>
    /// <exception cref="HostChangedException">A guarded file appeared, vanished or changed; what the work itself threw is inside.</exception>
    public async Task<T> WatchAsync<T>(Func<CancellationToken, Task<T>> work, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(work);
        var before = Take(cancellation);
        T? result = default;
        ExceptionDispatchInfo? failure = null;
        try
        {
            result = await work(cancellation).ConfigureAwait(false);
        }
        catch (Exception error)
        {
            failure = ExceptionDispatchInfo.Capture(error);
        }
        // Also after a failure or a cancellation: that is when half-done things lie about.
        var after = Take(CancellationToken.None);
        if (before.ChangesTo(after) is { IsEmpty: false } changes) throw new HostChangedException(changes, failure?.SourceException);
        failure?.Throw();
        return result!;
    }

    private static IEnumerable<string> Walk(string path)
    {
        var info = new FileInfo(path);
        if (info.LinkTarget is not null || info.Exists) return [path];
        if (!Directory.Exists(path)) return [];
        return Directory.EnumerateFileSystemEntries(path).SelectMany(Walk).Prepend(path);
    }

    private static string Mark(string path)
    {
        if (new FileInfo(path).LinkTarget is { } target) return $"link {target}";
        var mode = File.GetUnixFileMode(path);
        if (Directory.Exists(path)) return $"folder {mode:D}";
        try
        {
            using var content = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            return $"file {mode:D} {Convert.ToHexStringLower(SHA256.HashData(content))}";
        }
        catch (UnauthorizedAccessException)
        {
            // Root of a user namespace may not read shadow: its size and time are what can be seen of it.
            var info = new FileInfo(path);
            return $"unreadable {mode:D} {info.Length} {info.LastWriteTimeUtc.Ticks}";
        }
    }
}
