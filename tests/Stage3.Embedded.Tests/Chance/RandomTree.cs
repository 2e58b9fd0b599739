using System.Globalization;
using System.Text;

namespace Stage3.Embedded.Tests.Chance;

/// <summary>What one package has, and what becomes of it from version to version, by chance. Told as a script that makes it in the folder at hand.</summary>
/// <param name="random">The chance.</param>
/// <param name="places">What its paths begin with: folders with a slash, or parts of names.</param>
internal sealed class RandomTree(Random random, string[] places)
{
    private static readonly string[] Names =
    [
        "a", "b", "c", "d", "a b", "-x", "grüße", "[a]", "*", "x.la", "b -> c", ".hidden", ".keep_a-0", "._cfg0000_a", @"back\slash", "tab\tbed", "it's", "\"q\"", "$x", "trailing ", "info", "dir", "man",
    ];

    // Larger than what is read at once, and with a hole.
    private const string Large = "{ head -c 300000 /dev/zero; echo large; }";
    private static readonly string[] Targets = ["nowhere", "a", "b", "../d", "d", ".", "..", "/usr/share/common", "/usr/share/common/missing", "a b", "b -> c", "/", "dir"];
    private static readonly int[] Modes = [0x1a4, 0x1a4, 0x1a4, 0x1ed, 0x180, 0x9ed, 0x5ed, 0x124, 0x1b6];
    private readonly SortedDictionary<string, Node> _nodes = new(StringComparer.Ordinal);

    private enum Kind
    {
        File,
        Folder,
        Symlink,
        HardLink,
    }

    /// <summary>All paths, without a slash before them.</summary>
    internal IReadOnlyCollection<string> Paths => _nodes.Keys;

    /// <summary>The next version.</summary>
    internal void Change()
    {
        var before = _nodes.Keys.ToHashSet(StringComparer.Ordinal);
        foreach (var path in before.Where(_nodes.ContainsKey).Order(StringComparer.Ordinal).ToList())
        {
            switch (random.Next(20))
            {
                case 0 or 1 or 2:
                    Remove(path);
                    break;
                case 3 or 4 or 5 when _nodes[path].Kind == Kind.File:
                    _nodes[path] = _nodes[path] with { Text = Content(), Time = Time() };
                    break;
                case 6 when _nodes[path].Kind is Kind.File or Kind.Folder:
                    _nodes[path] = _nodes[path] with { Mode = Mode(_nodes[path].Kind) };
                    break;
                case 7 when _nodes[path].Kind != Kind.Folder:
                    _nodes[path] = Any(path, Kind.File, Kind.Symlink);
                    break;
                case 8 when _nodes[path].Kind == Kind.File:
                    _nodes[path] = _nodes[path] with { Time = Time() };
                    break;
                // What is refused by us and renamed by Portage is seldom, for nothing comes after it.
                case 9 when _nodes[path].Kind == Kind.Symlink && random.Next(4) == 0:
                    _nodes[path] = Any(path, Kind.Folder);
                    break;
            }
        }

        for (var count = before.Count == 0 ? random.Next(4, 14) : random.Next(4); count > 0; count--)
        {
            var path = Path();
            if (_nodes.ContainsKey(path) || Below(path).Any() || before.Any(old => IsBelow(old, path)) || Above(path).Any(above => _nodes.TryGetValue(above, out var node) && node.Kind != Kind.Folder)) continue;
            if (Above(path).Any(above => before.Contains(above) && !_nodes.ContainsKey(above)) && random.Next(8) != 0) continue;
            _nodes[path] = Any(path, Kind.File, Kind.File, Kind.File, Kind.Folder, Kind.Symlink, Kind.HardLink);
        }
    }

    /// <summary>Gives the package a file that is told from outside.</summary>
    internal void Set(string path, string content) => _nodes[path] = new Node(Kind.File, content, 0x1a4, 0, 1_600_000_000);

    /// <summary>Takes something from the package, with all that is below it.</summary>
    internal void Remove(string path)
    {
        foreach (var below in Below(path).Append(path).ToList()) _nodes.Remove(below);
    }

    /// <summary>A script that makes all of it.</summary>
    internal string Script()
    {
        var text = new StringBuilder();
        foreach (var (path, node) in _nodes) Tell(text, Quote(path), node);
        foreach (var (path, node) in _nodes.Where(each => each.Value.Kind == Kind.HardLink)) Link(text, path, node);
        foreach (var (path, node) in _nodes.Where(each => each.Value.Kind == Kind.Folder).Reverse()) Dress(text, Quote(path), node);
        return text.ToString();
    }

    internal static string Quote(string text) => $"'{text.Replace("'", @"'\''", StringComparison.Ordinal)}'";

    private static void Tell(StringBuilder text, string path, Node node)
    {
        switch (node.Kind)
        {
            case Kind.Folder:
                text.Append(CultureInfo.InvariantCulture, $"mkdir -p ./{path}\n");
                break;
            case Kind.Symlink:
                text.Append(CultureInfo.InvariantCulture, $"into ./{path}; ln -s -- {Quote(node.Text)} ./{path}; touch -h -d @{node.Time} ./{path}\n");
                break;
            case Kind.File:
                text.Append(CultureInfo.InvariantCulture, $"into ./{path}; {(node.Text == Large ? Large : $"printf %s {Quote(node.Text)}")} > ./{path}\n");
                Dress(text, path, node);
                break;
        }
    }

    private void Link(StringBuilder text, string path, Node node)
    {
        var isThere = _nodes.TryGetValue(node.Text, out var target) && target.Kind == Kind.File;
        if (isThere) text.Append(CultureInfo.InvariantCulture, $"into ./{Quote(path)}; ln ./{Quote(node.Text)} ./{Quote(path)}\n");
        else Tell(text, Quote(path), node with { Kind = Kind.File });
    }

    private static void Dress(StringBuilder text, string path, Node node)
    {
        if (node.Owner != 0) text.Append(CultureInfo.InvariantCulture, $"chown {node.Owner}:{node.Owner} ./{path}\n");
        text.Append(CultureInfo.InvariantCulture, $"chmod {Convert.ToString(node.Mode, 8)} ./{path}\n");
        if (node.Kind == Kind.File) text.Append(CultureInfo.InvariantCulture, $"touch -d @{node.Time} ./{path}\n");
    }

    private static IEnumerable<string> Above(string path)
    {
        for (var end = path.LastIndexOf('/'); end > 0; end = path.LastIndexOf('/', end - 1)) yield return path[..end];
    }

    // Portage leaves a file that comes again as it was in its place and gives it the new time, and with it all other names that it still has: those count as touched then.
    private static bool IsConfiguration(string path) => path.StartsWith("etc/", StringComparison.Ordinal);

    private static bool IsBelow(string path, string folder) => path.StartsWith(folder + "/", StringComparison.Ordinal);

    private IEnumerable<string> Below(string folder) => _nodes.Keys.Where(path => IsBelow(path, folder));

    private string Path() => $"{places[random.Next(places.Length)]}{Name()}{(random.Next(3) == 0 ? "/" + Name() : "")}{(random.Next(8) == 0 ? "/" + Name() : "")}";

    private string Name() => Names[random.Next(random.Next(2) == 0 ? 4 : Names.Length)];

    private string Content() => random.Next(8) switch { 0 => "", 1 => Large, _ => $"content {random.Next(4)}\n" };

    private int Mode(Kind kind) => kind == Kind.Folder ? random.Next(3) switch { 0 => 0x3ff, 1 => 0x1e8, _ => 0x1ed } : Modes[random.Next(Modes.Length)];

    // Always the same for a path: Portage gives none to a file that comes again as it was.
    private static int Owner(string path) => path.Length % 6 == 0 ? 4101 : 0;

    private long Time() => 1_600_000_000 + random.Next(1000);

    private Node Any(string path, params Kind[] kinds)
    {
        var kind = kinds[random.Next(kinds.Length)];
        var files = _nodes.Where(each => each.Value.Kind == Kind.File && each.Key != path && !IsConfiguration(each.Key)).Select(each => each.Key).ToList();
        if (kind == Kind.HardLink && (files.Count == 0 || IsConfiguration(path))) kind = Kind.File;
        var text = kind switch { Kind.Symlink => Targets[random.Next(Targets.Length)], Kind.HardLink => files[random.Next(files.Count)], _ => Content() };
        return new Node(kind, text, Mode(kind), Owner(path), Time());
    }

    private sealed record Node(Kind Kind, string Text, int Mode, int Owner, long Time);
}
