using System.Collections.Immutable;
using System.IO.Enumeration;
using System.Text;
using Stage3.Linux;
using Stage3.Linux.Files;

namespace Stage3.Embedded.Environments;

/// <summary>Folders that a root has the loader look into besides the usual ones, as <c>ld.so.conf</c> names them: lines, and <c>include</c> with a pattern for further files (ldconfig(8)).</summary>
internal sealed class LibraryPath(HostPath root, RootFolder folder, ImmutableArray<string> lines)
{
    internal static readonly BytePath Conf = BytePath.Parse("etc/ld.so.conf");

    /// <summary>The path of a root as the next env-update(1) will write it down; as it stands there where no package says anything of it.</summary>
    internal static LibraryPath Of(HostPath root, RootFolder folder)
    {
        var named = EnvironmentFolder.Read(folder, root).LibraryPath;
        var path = new LibraryPath(root, folder, named);
        return named.IsEmpty ? new LibraryPath(root, folder, [.. path.Lines(Conf)]) : path;
    }

    /// <summary>The folders.</summary>
    internal IEnumerable<BytePath> Folders => lines.SelectMany(line => Pattern(line) is { } pattern ? Files(pattern).SelectMany(Lines).SelectMany(Absolute) : Absolute(line));

    /// <summary>All that decides which folders these are: files that are included, and where such are looked for.</summary>
    internal IEnumerable<BytePath> Included => lines.Select(Pattern).OfType<string>().SelectMany(pattern => Files(pattern).Concat(Absolute(pattern[..pattern.LastIndexOf('/')])));

    private static string? Pattern(string line)
    {
        if (!line.StartsWith("include", StringComparison.Ordinal) || line.Length < 9 || !char.IsWhiteSpace(line[7])) return null;
        var pattern = line[7..].Trim();
        return pattern.StartsWith('/') ? pattern : $"/etc/{pattern}";
    }

    private IEnumerable<BytePath> Files(string pattern)
    {
        var cut = pattern.LastIndexOf('/');
        return Absolute(pattern[..cut]).SelectMany(inside => folder.NamesIn(inside)
            .Where(name => FileSystemName.MatchesSimpleExpression(pattern.AsSpan(cut + 1), name.ToString(), ignoreCase: false)).Select(inside.Child));
    }

    private IEnumerable<string> Lines(BytePath file) => RootLookup.Find(folder, file) is { Status.Type: FileType.File } found
        ? File.ReadLines((root / found.Path.Bytes.ToString()).Value, Encoding.UTF8).Select(line => line.Split('#')[0].Trim())
        : [];

    private static IEnumerable<BytePath> Absolute(string text) => text.StartsWith('/') && text.Length > 1 && !text.Contains("..", StringComparison.Ordinal) ? [BytePath.Parse(text)] : [];
}
