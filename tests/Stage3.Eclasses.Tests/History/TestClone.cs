using System.Diagnostics;
using Stage3.Linux;
using Stage3.Testing;

namespace Stage3.Eclasses.Tests.History;

/// <summary>A clone of a test's own, with dates that it says.</summary>
internal sealed class TestClone
{
    private readonly Scratch scratch;
    private readonly string folder;

    public TestClone(Scratch scratch, string folder = "repo")
    {
        (this.scratch, this.folder) = (scratch, folder);
        Directory.CreateDirectory(scratch[folder]);
        Run("init", "-q", "-b", "main");
    }

    public HostPath Folder => HostPath.Parse(scratch[folder]);

    public void Link(string path, string target)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(scratch[$"{folder}/{path}"])!);
        File.CreateSymbolicLink(scratch[$"{folder}/{path}"], target);
    }

    public void Commit(string day, params (string Path, string Text)[] files)
    {
        foreach (var (path, text) in files) scratch.Write($"{folder}/{path}", text);
        Run("add", "-A");
        Execute($"{day}T12:00:00Z", ["commit", "-q", "-m", day]);
    }

    public void Run(params string[] arguments) => Execute(null, arguments);

    private void Execute(string? date, string[] arguments)
    {
        var start = new ProcessStartInfo("git", ["-c", "user.name=test", "-c", "user.email=test@localhost", "-c", "protocol.file.allow=always", .. arguments])
        {
            WorkingDirectory = scratch[folder],
            RedirectStandardError = true,
        };
        start.Environment["GIT_CONFIG_GLOBAL"] = "/dev/null";
        if (date is not null) start.Environment["GIT_AUTHOR_DATE"] = start.Environment["GIT_COMMITTER_DATE"] = date;
        using var process = Process.Start(start)!;
        var complaints = process.StandardError.ReadToEnd();
        process.WaitForExit();
        process.ExitCode.Should().Be(0, $"{string.Join(' ', arguments)}: {complaints}");
    }
}
