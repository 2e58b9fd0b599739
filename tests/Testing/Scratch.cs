namespace Stage3.Testing;

/// <summary>A folder of a test's own below the temporary folder, gone with the test.</summary>
public sealed class Scratch : IDisposable
{
    public Scratch() => Folder = Directory.CreateTempSubdirectory("stage3-test-").FullName;

    public string Folder { get; }

    public string this[string relative] => Path.Combine(Folder, relative);

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
