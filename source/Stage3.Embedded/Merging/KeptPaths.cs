using System.Collections.Immutable;
using Stage3.Linux.Files;

namespace Stage3.Embedded.Merging;

/// <summary>What stays in the root when its package goes: UNINSTALL_IGNORE, make.conf(5), and the symlinks by which whole roots are laid out.</summary>
public sealed class KeptPaths
{
    private static readonly ImmutableArray<BytePath> Layout = [BytePath.Parse("lib"), BytePath.Parse("usr/lib"), BytePath.Parse("usr/local/lib")];
    private readonly ImmutableArray<ShellPattern> _patterns;

    private KeptPaths(ImmutableArray<ShellPattern> patterns) => _patterns = patterns;

    /// <summary>Only what is always kept.</summary>
    public static KeptPaths Standard { get; } = new([]);

    /// <summary>Reads the variable: patterns of whole paths, parted by white space, with quotes where they have some in them.</summary>
    public static KeptPaths Parse(string variable) => new([.. ShellWords.Of(variable).Select(word => new ShellPattern(word))]);

    /// <summary>Whether a path stays.</summary>
    /// <param name="path">As the package names it.</param>
    /// <param name="isSymlink">Whether it is one in the root.</param>
    public bool Covers(BytePath path, bool isSymlink) =>
        (isSymlink && Layout.Contains(path)) || (!_patterns.IsEmpty && path.ToString() is var text && _patterns.Any(pattern => pattern.Fits(text)));
}
