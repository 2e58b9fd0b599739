using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using Stage3.Linux;
using Stage3.Linux.Processes;

namespace Stage3.Eclasses.History;

/// <summary>
/// A git repository, bare or not, of which only objects are read: nothing is checked out, no hook and no configuration
/// of the user runs, and nothing is fetched. Needs git(1).
/// </summary>
public sealed class GitRepository
{
    private static readonly ChildEnvironment Quiet = ChildEnvironment.Clean
        .With("GIT_CONFIG_NOSYSTEM", "1")
        .With("GIT_CONFIG_GLOBAL", "/dev/null")
        .With("GIT_TERMINAL_PROMPT", "0")
        .With("GIT_NO_LAZY_FETCH", "1")
        .With("GIT_OPTIONAL_LOCKS", "0");

    private GitRepository(HostPath folder) => Folder = folder;

    /// <summary>The repository's folder.</summary>
    public HostPath Folder { get; }

    /// <summary>Opens a clone.</summary>
    /// <exception cref="Stage3Exception">There is no repository.</exception>
    public static async Task<GitRepository> OpenAsync(HostPath folder, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(folder);
        var repository = new GitRepository(folder);
        try
        {
            await repository.Git(["rev-parse", "--git-dir"]).RunAsync(cancellation).ConfigureAwait(false);
        }
        catch (ProgramFailedException error)
        {
            throw new Stage3Exception("no git repository there", folder.Value, "name a clone, bare or not", error);
        }

        return repository;
    }

    /// <summary>Runs git and answers what it prints.</summary>
    /// <exception cref="ProgramFailedException">git failed; its words are in the message.</exception>
    internal Task<string> TextAsync(ImmutableArray<string> arguments, string? input, CancellationToken cancellation) =>
        (Git(arguments) with { StandardInput = input }).CaptureAsync(cancellation);

    /// <summary>The commit that another follows upon; null for one that follows upon none.</summary>
    internal async Task<string?> FirstParentAsync(string commit, CancellationToken cancellation) =>
        (await TextAsync(["log", "-1", "--format=%P", "--end-of-options", commit, "--"], null, cancellation).ConfigureAwait(false))
            .Split((char[])[' ', '\n'], StringSplitOptions.RemoveEmptyEntries).FirstOrDefault();

    /// <summary>The bytes of blobs, by their ids. One process reads them all; a blob larger than the limit is left out.</summary>
    internal async Task<ImmutableDictionary<string, byte[]>> BlobsAsync(
        IReadOnlyCollection<string> ids, int limit, CancellationToken cancellation)
    {
        var blobs = ImmutableDictionary.CreateBuilder<string, byte[]>(StringComparer.Ordinal);
        if (ids.Count == 0) return blobs.ToImmutable();
        var git = Git(["cat-file", "--batch", "--buffer"]);
        var start = new ProcessStartInfo("git", git.Arguments)
        {
            WorkingDirectory = Folder.Value, RedirectStandardInput = true, RedirectStandardOutput = true,
        };
        start.Environment.Clear();
        foreach (var (name, value) in Quiet.Variables) start.Environment[name] = value;
        using var process = Process.Start(start)!;
        await using var stop = cancellation.Register(() => process.Kill(entireProcessTree: true));
        var feeding = FeedAsync(process, ids);
        var output = process.StandardOutput.BaseStream;
        foreach (var id in ids)
        {
            var words = (await HeaderAsync(output, cancellation).ConfigureAwait(false)).Split(' ');
            if (words is not [_, _, var length]) continue;
            var size = int.Parse(length, NumberStyles.None, CultureInfo.InvariantCulture);
            var content = new byte[size];
            await output.ReadExactlyAsync(content, cancellation).ConfigureAwait(false);
            await output.ReadExactlyAsync(new byte[1], cancellation).ConfigureAwait(false);
            if (size <= limit) blobs[id] = content;
        }

        await feeding.ConfigureAwait(false);
        await process.WaitForExitAsync(cancellation).ConfigureAwait(false);
        return blobs.ToImmutable();
    }

    private static async Task FeedAsync(Process process, IEnumerable<string> ids)
    {
        foreach (var id in ids) await process.StandardInput.WriteAsync(id + "\n").ConfigureAwait(false);
        process.StandardInput.Close();
    }

    private static async Task<string> HeaderAsync(Stream stream, CancellationToken cancellation)
    {
        var line = new StringBuilder();
        var one = new byte[1];
        while (await stream.ReadAsync(one, cancellation).ConfigureAwait(false) == 1 && one[0] != '\n') line.Append((char)one[0]);
        return line.ToString();
    }

    private ChildProcess Git(ImmutableArray<string> arguments) => new(
        "git",
        ["-C", Folder.Value, "-c", "safe.directory=*", "-c", "core.fsmonitor=false", "-c", "core.hooksPath=/dev/null", .. arguments])
    {
        Environment = Quiet,
    };
}
