namespace Stage3.Testing;

/// <summary>The checkout that the tests were built from: the nearest folder above with Stage3.sln.</summary>
public static class ProjectRoot
{
    public static string Folder { get; } = Find(AppContext.BaseDirectory);

    public static string File(string relative) => Path.Combine(Folder, relative);

    private static string Find(string folder) =>
        System.IO.File.Exists(Path.Combine(folder, "Stage3.sln"))
            ? folder
            : Find(Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("no Stage3.sln above the tests"));
}
