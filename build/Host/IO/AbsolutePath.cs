using System.Diagnostics.CodeAnalysis;

namespace Nuke.Common.IO;

/// <summary>An absolute, normalised path; <c>/</c> goes below it.</summary>
public sealed record AbsolutePath
{
    private readonly string _path;

    private AbsolutePath(string path)
    {
        Assert.True(Path.IsPathRooted(path), $"'{path}' is not an absolute path");
        _path = Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));
    }

    public string Name => Path.GetFileName(_path);

    /// <summary>The folder that holds it; null at the root.</summary>
    public AbsolutePath? Parent => Path.GetDirectoryName(_path);
    public static AbsolutePath Create(string path) => new(path);
    public static AbsolutePath operator /(AbsolutePath left, string? right) => new(Path.Combine(left._path, right ?? ""));

    [return: NotNullIfNotNull(nameof(path))]
    public static implicit operator AbsolutePath?(string? path) => path is null ? null : new AbsolutePath(path);

    [return: NotNullIfNotNull(nameof(path))]
    public static implicit operator string?(AbsolutePath? path) => path?._path;
    public override string ToString() => _path;
}
