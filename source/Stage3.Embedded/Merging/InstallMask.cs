using System.Collections.Immutable;
using Stage3.Linux;
using Stage3.Linux.Files;

namespace Stage3.Embedded.Merging;

/// <summary>
/// What of a package's image is left out: INSTALL_MASK and PKG_INSTALL_MASK, make.conf(5). Patterns that begin with a slash are of whole paths and of all below them, others of
/// names; one with a minus before it takes back what those before it have left out. Of folders the empty ones go.
/// </summary>
public sealed class InstallMask
{
    private static readonly ImmutableArray<string> Documentation = ["man", "info", "doc"];
    private readonly ImmutableArray<Pattern> _patterns;
    private readonly bool _dropsShare;

    private InstallMask(string text, bool dropsShare)
    {
        Text = text;
        _dropsShare = dropsShare;
        _patterns = [.. text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(Pattern.Of)];
    }

    /// <summary>Nothing is left out.</summary>
    public static InstallMask None { get; } = new("", dropsShare: false);

    /// <summary>The patterns as the database records them, one blank between them; empty where nothing is left out.</summary>
    public string Text { get; }

    /// <summary>Reads the variable, and FEATURES for <c>noman</c>, <c>noinfo</c> and <c>nodoc</c>.</summary>
    public static InstallMask Parse(string variable, string features = "")
    {
        var set = features.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).ToHashSet(StringComparer.Ordinal);
        var without = Documentation.Where(kind => set.Contains($"no{kind}")).ToList();
        var patterns = variable.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Concat(without.Select(kind => $"/usr/share/{kind}")).ToList();
        return patterns.Count == 0 ? None : new InstallMask(string.Join(' ', patterns), without.Count > 0);
    }

    /// <summary>Those of the members of an image that are left out.</summary>
    /// <param name="members">All paths, and whether each is a folder.</param>
    public IReadOnlySet<BytePath> Hidden(IReadOnlyCollection<(BytePath Path, bool IsFolder)> members)
    {
        ArgumentNullException.ThrowIfNull(members);
        if (_patterns.IsEmpty) return ImmutableHashSet<BytePath>.Empty;
        var hidden = members.Where(member => !member.IsFolder && Hides(member.Path, isFolder: false)).Select(member => member.Path).ToHashSet();
        var used = new HashSet<BytePath>();
        foreach (var (path, _) in members.Where(member => !member.IsFolder && !hidden.Contains(member.Path))) Use(path.Parent, used);
        // Deepest first: a folder is empty once those in it have gone.
        foreach (var (path, _) in members.Where(member => member.IsFolder && !member.Path.IsRoot).OrderByDescending(member => member.Path))
        {
            if (used.Contains(path)) continue;
            if (Hides(path, isFolder: true) || (_dropsShare && path.ToString() == "/usr/share")) hidden.Add(path);
            else Use(path, used);
        }

        return hidden;
    }

    /// <summary>Those of the paths of a folder that are left out.</summary>
    public IReadOnlySet<BytePath> HiddenIn(HostPath folder, CancellationToken cancellation) => _patterns.IsEmpty
        ? ImmutableHashSet<BytePath>.Empty
        : Hidden([.. TreeWalk.Walk(folder, descend: null, cancellation).Select(entry => (entry.Path, entry.Status.IsFolder))]);

    private static void Use(BytePath folder, HashSet<BytePath> used)
    {
        for (var path = folder; !path.IsRoot && used.Add(path); path = path.Parent)
        {
        }
    }

    private bool Hides(BytePath path, bool isFolder)
    {
        var text = path.ToString()[1..] + (isFolder ? "/" : "");
        var name = isFolder ? "" : path.Name.ToString();
        var hides = false;
        foreach (var pattern in _patterns.Where(pattern => pattern.Fits(text, name, isFolder))) hides = pattern.Hides;
        return hides;
    }

    private sealed record Pattern(bool Hides, bool IsPath, ShellPattern Itself, ShellPattern AsFolder, ShellPattern Below)
    {
        internal static Pattern Of(string word)
        {
            var (hides, text) = word[0] == '-' ? (false, word[1..]) : (true, word);
            var path = text.StartsWith('/') ? text[1..] : text;
            return new(hides, text.StartsWith('/'), new ShellPattern(path), new ShellPattern(path.TrimEnd('/') + "/"), new ShellPattern(path.TrimEnd('/') + "/*"));
        }

        internal bool Fits(string path, string name, bool isFolder) =>
            IsPath ? (isFolder ? AsFolder : Itself).Fits(path) || Below.Fits(path) : Itself.Fits(name);
    }
}
