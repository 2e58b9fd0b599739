namespace Stage3.Testing;

/// <summary>A folder of a test's own below the temporary folder, gone with the test.</summary>
public sealed class Scratch : IDisposable
{
    public Scratch()
        : this(Path.GetTempPath())
    {
    }

    private Scratch(string parent) => Folder = Directory.CreateDirectory(Path.Combine(parent, $"stage3-test-{Path.GetRandomFileName()}")).FullName;

    public string Folder { get; }

    public string this[string relative] => Path.Combine(Folder, relative);

    /// <summary>A folder whose files are in memory, where the machine has a place for such; one as any other elsewhere.</summary>
    public static Scratch InMemory() => Directory.Exists("/dev/shm") ? new Scratch("/dev/shm") : new Scratch();

    public string Write(string relative, string text)
    {
        var path = this[relative];
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
        return path;
    }

    public void Dispose()
    {
        // Not Directory.Delete: it cannot name files whose names are not UTF-8.
        using var removal = System.Diagnostics.Process.Start("rm", ["-rf", "--", Folder]);
        removal.WaitForExit();
    }
}
