using System.Collections.Immutable;
using System.Text;
using Stage3.Linux;
using Stage3.Linux.Files;
using Stage3.Portage.Configuration;

namespace Stage3.Embedded.Environments;

/// <summary>
/// What the files of a root's <c>/etc/env.d</c> say together, env-update(1): variables of several values are joined in the order of the files, of all others the last one counts.
/// </summary>
internal sealed class EnvironmentFolder
{
    internal static readonly BytePath Path = BytePath.Parse("etc/env.d");
    private static readonly ImmutableArray<string> WithBlanks = ["CONFIG_PROTECT", "CONFIG_PROTECT_MASK"];

    private static readonly ImmutableArray<string> WithColons =
    [
        "ADA_INCLUDE_PATH", "ADA_OBJECTS_PATH", "CLASSPATH", "INFODIR", "INFOPATH", "KDEDIRS", "LDPATH", "MANPATH", "PATH", "PKG_CONFIG_PATH", "PYTHONPATH", "ROOTPATH",
    ];

    private EnvironmentFolder(ImmutableSortedDictionary<string, string> variables, ImmutableArray<string> libraryPath, ImmutableArray<string> problems) =>
        (Variables, LibraryPath, Problems) = (variables, libraryPath, problems);

    /// <summary>The variables but for LDPATH, by name.</summary>
    internal ImmutableSortedDictionary<string, string> Variables { get; }

    /// <summary>LDPATH: what <c>ld.so.conf</c> names.</summary>
    internal ImmutableArray<string> LibraryPath { get; }

    /// <summary>Files that were left out, and why.</summary>
    internal ImmutableArray<string> Problems { get; }

    internal static EnvironmentFolder Read(RootFolder root, HostPath host)
    {
        var (files, problems) = (new List<Dictionary<string, string>>(), ImmutableArray.CreateBuilder<string>());
        foreach (var name in Names(root))
        {
            if (RootLookup.Find(root, Path.Child(name)) is not { Status.Type: FileType.File } found) continue;
            var file = host / found.Path.Bytes.ToString();
            try
            {
                var conf = MakeConf.ParsePlain(File.ReadAllText(file.Value, Encoding.UTF8), file);
                files.Add(conf.Assignments.Values.ToDictionary(assignment => assignment.Name, assignment => assignment.Value, StringComparer.Ordinal));
            }
            catch (ConfigurationException unreadable)
            {
                problems.Add($"{Path}/{name} counts for nothing in the environment: {unreadable.Message.ReplaceLineEndings(" ")}");
            }
        }

        var (withBlanks, withColons) = (Also(files, "SPACE_SEPARATED", WithBlanks), Also(files, "COLON_SEPARATED", WithColons));
        var variables = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        foreach (var name in withBlanks) Join(files, name, null, ' ', variables);
        foreach (var name in withColons) Join(files, name, [':'], ':', variables);
        foreach (var (name, value) in files.SelectMany(file => file)) variables[name] = value;
        ImmutableArray<string> libraries = variables.Remove("LDPATH", out var path) ? [.. path.Split(':')] : [];
        return new(variables.ToImmutable(), libraries, problems.ToImmutable());
    }

    // As env-update takes them: two digits first, and no copies of editors.
    private static IEnumerable<ByteString> Names(RootFolder root)
    {
        if (!root.TryOpenFolder(Path, out var folder)) return [];
        using (folder)
        {
            return [.. folder.ReadNames().Where(name => name.Span is [>= (byte)'0' and <= (byte)'9', >= (byte)'0' and <= (byte)'9', _, ..]
                && !name.Span.EndsWith("~"u8) && !name.Span.EndsWith(".bak"u8)).Order()];
        }
    }

    private static ImmutableArray<string> Also(List<Dictionary<string, string>> files, string name, ImmutableArray<string> known) =>
        [.. known.Concat(files.SelectMany(file => file.Remove(name, out var more) ? Words(more, null) : [])).Distinct()];

    private static void Join(List<Dictionary<string, string>> files, string name, char[]? separators, char separator, ImmutableSortedDictionary<string, string>.Builder variables)
    {
        var items = files.SelectMany(file => file.Remove(name, out var value) ? Words(value, separators) : []).Distinct().ToList();
        if (items.Count > 0) variables[name] = string.Join(separator, items);
    }

    private static string[] Words(string value, char[]? separators) => value.Split(separators, StringSplitOptions.RemoveEmptyEntries);
}
