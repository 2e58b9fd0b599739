using System.Collections.Immutable;
using System.Text;
using Stage3.Linux.Files;

namespace Stage3.Embedded.Merging;

/// <summary>Which files in the root a package may not replace: FEATURES <c>protect-owned</c> and <c>collision-protect</c>, and COLLISION_IGNORE, make.conf(5).</summary>
public sealed class CollisionPolicy
{
    private readonly ImmutableArray<string> _ignored;

    private CollisionPolicy(bool protectsOwned, bool protectsAll, ImmutableArray<string> ignored) => (ProtectsOwned, ProtectsAll, _ignored) = (protectsOwned, protectsAll, ignored);

    /// <summary>Files of other packages are theirs, and those of nobody are replaced: what Portage does where nothing else is said.</summary>
    public static CollisionPolicy Owned { get; } = new(true, false, []);

    /// <summary>Whether files of other packages are kept.</summary>
    public bool ProtectsOwned { get; }

    /// <summary>Whether files of nobody are kept, too.</summary>
    public bool ProtectsAll { get; }

    /// <summary>Reads both variables; patterns are parted by white space, with quotes where they have some in them, and a folder's name stands for all in it.</summary>
    public static CollisionPolicy Parse(string features, string ignore)
    {
        var set = features.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).ToHashSet(StringComparer.Ordinal);
        var all = set.Contains("collision-protect");
        return new(all || set.Contains("protect-owned"), all, [.. ShellWords.Of(ignore)]);
    }

    /// <summary>What the patterns mean in a root: which paths may be replaced whoever owns them.</summary>
    internal Func<BytePath, bool> IgnoredIn(RootFolder root)
    {
        if (_ignored.IsEmpty) return _ => false;
        var patterns = _ignored.Select(pattern => new ShellPattern(IsFolder(root, pattern) ? $"{pattern.TrimEnd('/')}/*" : pattern)).ToList();
        return path => patterns.Any(pattern => pattern.Fits(path.ToString()));
    }

    private static bool IsFolder(RootFolder root, string pattern)
    {
        if (!pattern.StartsWith('/') || !BytePath.TryParse(Encoding.UTF8.GetBytes(pattern), out var path) || !root.TryOpenFolder(path, out var folder)) return false;
        folder.Dispose();
        return true;
    }
}
