using System.Collections.Immutable;
using System.Text;
using Stage3.Linux;

namespace Stage3.Portage.Configuration;

/// <summary>
/// The variables of a <c>make.conf</c>, <c>make.defaults</c> or <c>make.globals</c>: the subset of bash that Portage's <c>getconfig</c> takes
/// (make.conf(5), PMS 5.2.4): assignments with quotes, <c>export</c>, references to variables set before, comments, <c>source</c>. All else is an error
/// that names the line.
/// </summary>
public sealed class MakeConf
{
    private const int DeepestSource = 32;
    private readonly Dictionary<string, Assignment> assignments = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> known;
    private readonly List<ConfigurationProblem> problems = [];
    private readonly bool expands = true;

    private MakeConf(IReadOnlyDictionary<string, string> known, bool expands = true) => (this.known, this.expands) = (new(known, StringComparer.Ordinal), expands);

    /// <summary>No variables at all.</summary>
    public static MakeConf Empty { get; } = new(ImmutableDictionary<string, string>.Empty);

    /// <summary>The last assignment of each variable, by name.</summary>
    public IReadOnlyDictionary<string, Assignment> Assignments => assignments;

    /// <summary>The value of a variable; null where nothing sets it.</summary>
    public string? this[string name] => assignments.TryGetValue(name, out var assignment) ? assignment.Value : null;

    /// <summary>Reads a file, or a folder of files in ordinal order; empty where there is none.</summary>
    /// <param name="path">The file or folder.</param>
    /// <param name="known">Variables that references may name beside those of the file itself.</param>
    /// <exception cref="ConfigurationException">All that is wrong in it.</exception>
    public static MakeConf Read(HostPath path, IReadOnlyDictionary<string, string> known) =>
        Collect(known, conf =>
        {
            foreach (var file in ListFile.Files(path)) conf.Take(File.ReadAllText(file.Value, Encoding.UTF8), file, depth: 0);
        });

    /// <summary>Parses text that stands for <paramref name="file"/>.</summary>
    /// <exception cref="ConfigurationException">All that is wrong in it.</exception>
    public static MakeConf Parse(string text, HostPath file, IReadOnlyDictionary<string, string>? known = null) =>
        Collect(known ?? ImmutableDictionary<string, string>.Empty, conf => conf.Take(text, file, depth: 0));

    /// <summary>Parses text of the same form where <c>$</c> stays as it is and nothing is sourced: a file of <c>/etc/env.d</c>, as env-update reads it.</summary>
    /// <exception cref="ConfigurationException">All that is wrong in it.</exception>
    public static MakeConf ParsePlain(string text, HostPath file)
    {
        var conf = new MakeConf(ImmutableDictionary<string, string>.Empty, expands: false);
        conf.Take(text, file, depth: 0);
        ConfigurationException.ThrowIfAny(conf.problems);
        return conf;
    }

    /// <summary>Both together; of a variable that both set the other's value counts.</summary>
    public MakeConf With(MakeConf other) =>
        Collect(known, both =>
        {
            foreach (var assignment in assignments.Values.Concat(other.assignments.Values)) both.assignments[assignment.Name] = assignment;
        });

    private static MakeConf Collect(IReadOnlyDictionary<string, string> known, Action<MakeConf> fill)
    {
        var conf = new MakeConf(known);
        fill(conf);
        ConfigurationException.ThrowIfAny(conf.problems);
        return conf;
    }

    private void Take(string text, HostPath file, int depth)
    {
        var words = new ShellWordReader(text, file);
        try
        {
            while (words.Next() is { } word)
                if (word == "source" && expands) Source(words, depth);
                else if (!TryAssign(words, word == "export" ? words.Next() ?? "" : word)) return;
        }
        catch (ConfigurationException unreadable)
        {
            problems.AddRange(unreadable.Problems);
        }
    }

    private bool TryAssign(ShellWordReader words, string name)
    {
        var line = words.WordLine;
        if (!IsName(name)) return Fail(words, line, $"'{name}' is not a variable name: only NAME=\"value\", source and comments can be here");
        if (words.Next() is not "=") return Fail(words, line, $"'{name}' is not followed by '='");
        if (words.Next() is not { } raw) return Fail(words, line, $"{name} has no value: write {name}=\"\" for an empty one");
        if (words.WordLine != line) return Fail(words, line, $"{name} has no value in its line: write {name}=\"\" for an empty one");
        var (value, problem) = (raw, "");
        if (expands && !VariableExpansion.TryExpand(raw, known, out value, out problem)) return Fail(words, line, $"{name}: {problem}");
        assignments[name] = new Assignment(name, value, words.File, line);
        known[name] = value;
        return true;
    }

    private void Source(ShellWordReader words, int depth)
    {
        var name = words.Next();
        var line = words.WordLine;
        if (name is null || !VariableExpansion.TryExpand(name, known, out var expanded, out _) || expanded.Length == 0)
        {
            Fail(words, line, "'source' names no file");
            return;
        }

        var file = HostPath.Resolve(words.File.Parent, expanded);
        if (depth == DeepestSource) Fail(words, line, $"'source {expanded}' goes {DeepestSource} files deep: does a file source itself?");
        else if (!file.IsFile) Fail(words, line, $"'source {expanded}': there is no file {file}");
        else Take(File.ReadAllText(file.Value, Encoding.UTF8), file, depth + 1);
    }

    private bool Fail(ShellWordReader words, int line, string message)
    {
        problems.Add(new ConfigurationProblem(words.File, line, message));
        return false;
    }

    private static bool IsName(string word) =>
        word.Length > 0 && !char.IsAsciiDigit(word[0]) && word.All(character => char.IsAsciiLetterOrDigit(character) || character == '_');
}
