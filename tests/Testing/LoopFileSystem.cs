using System.Diagnostics;

namespace Stage3.Testing;

/// <summary>
/// A new file system in a file, mounted where nobody but this process and those that it starts finds it: in the mount namespace of a helper, and gone with that, however the test ends.
/// </summary>
public sealed class LoopFileSystem : IDisposable
{
    private readonly Scratch _scratch = new();
    private readonly Process _holder;

    private LoopFileSystem(string kind, int megabytes)
    {
        var image = _scratch["image"];
        using (var file = File.Create(image)) file.SetLength((long)megabytes << 20);
        if (Run("mkfs." + kind, "-q", image) is { } failed) throw Unusable($"mkfs.{kind} failed: {failed}");
        Directory.CreateDirectory(_scratch["mounted"]);
        _holder = Process.Start(new ProcessStartInfo("unshare", ["--mount", "--propagation", "private", "sh", "-c", "mount -o loop \"$1\" \"$2\" && echo mounted && exec cat", "sh", image, _scratch["mounted"]])
        {
            RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true,
        })!;
        if (_holder.StandardOutput.ReadLine() == "mounted") return;
        var reason = _holder.StandardError.ReadToEnd().Trim();
        throw Unusable($"{kind} cannot be mounted from a file: {reason}");
    }

    /// <summary>Makes one.</summary>
    /// <param name="kind">Such as <c>btrfs</c>.</param>
    /// <param name="megabytes">How large it is; of the disk it takes what is written to it.</param>
    /// <exception cref="SkippedException">This machine cannot: the reason.</exception>
    public static LoopFileSystem Make(string kind, int megabytes = 512) =>
        (Need.Missing(Need.Root) ?? Need.Missing("mkfs." + kind) ?? Need.Missing("unshare")) is { } missing ? throw new SkippedException(missing) : new LoopFileSystem(kind, megabytes);

    /// <summary>Its top.</summary>
    public string Folder => $"/proc/{_holder.Id}/root{_scratch["mounted"]}";

    /// <summary>The command that runs another one where the file system is at a path like any other.</summary>
    public IReadOnlyList<string> Around => ["nsenter", "--target", $"{_holder.Id}", "--mount", "--"];

    /// <summary>The top for commands that <see cref="Around"/> runs.</summary>
    public string Inside => _scratch["mounted"];

    /// <summary>
    /// Has the power fail, and comes up again: what was not on the disk at that moment is lost. For xfs alone, see shutdown in xfs_io(8). Whoever uses the file system has failed by then, or is killed first.
    /// </summary>
    /// <param name="users">Processes that use it.</param>
    public void FailPower(params IEnumerable<Process> users)
    {
        InNamespace("xfs_io", "-x", "-c", "shutdown", Inside);
        foreach (var user in users)
        {
            user.Kill();
            user.WaitForExit();
        }

        InNamespace("umount", Inside);
        InNamespace("mount", "-o", "loop", _scratch["image"], Inside);
    }

    public void Dispose()
    {
        _holder.StandardInput.Close();
        _holder.WaitForExit();
        _holder.Dispose();
        _scratch.Dispose();
    }

    private void InNamespace(params string[] command)
    {
        string[] words = [.. Around, .. command];
        if (Run(words[0], words[1..]) is { } failed) throw new InvalidOperationException($"{string.Join(' ', command)}: {failed}");
    }

    private SkippedException Unusable(string reason)
    {
        _holder?.Dispose();
        _scratch.Dispose();
        return new SkippedException(reason);
    }

    private static string? Run(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        process.StandardOutput.ReadToEnd();
        var said = process.StandardError.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 ? null : said.Trim();
    }
}
