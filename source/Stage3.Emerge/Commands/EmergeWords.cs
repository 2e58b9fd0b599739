using System.Collections.Frozen;

namespace Stage3.Emerge.Commands;

/// <summary>Arguments of <c>emerge</c> taken apart: which options were given, with which values, and what is asked for.</summary>
internal sealed class EmergeWords
{
    private enum Takes
    {
        Nothing,

        /// <summary><c>y</c> or <c>n</c>; without it, <c>y</c>.</summary>
        MaybeChoice,

        /// <summary><c>y</c> or <c>n</c>.</summary>
        Choice,

        /// <summary>Text, a number, …; without it, there is a meaning too.</summary>
        MaybeText,

        Text,
    }

    private static readonly FrozenDictionary<string, Takes> Known = new Dictionary<string, Takes>
    {
        ["--root"] = Takes.Text, ["--config-root"] = Takes.Text, ["--sysroot"] = Takes.Text,
        ["--pretend"] = Takes.Nothing, ["--fetchonly"] = Takes.Nothing, ["--fetch-all-uri"] = Takes.Nothing,
        ["--buildpkg"] = Takes.MaybeChoice, ["--buildpkgonly"] = Takes.Nothing, ["--buildpkg-exclude"] = Takes.Text,
        ["--usepkg"] = Takes.MaybeChoice, ["--usepkgonly"] = Takes.MaybeChoice, ["--getbinpkg"] = Takes.MaybeChoice, ["--getbinpkgonly"] = Takes.MaybeChoice,
        ["--usepkg-exclude"] = Takes.Text, ["--binpkg-respect-use"] = Takes.MaybeChoice, ["--binpkg-changed-deps"] = Takes.MaybeChoice, ["--rebuilt-binaries"] = Takes.MaybeChoice,
        ["--usepkg-include"] = Takes.Text, ["--usepkg-exclude-live"] = Takes.MaybeChoice, ["--nobindeps"] = Takes.Nothing, ["--use-ebuild-visibility"] = Takes.MaybeChoice,
        ["--getbinpkg-include"] = Takes.Text, ["--getbinpkg-exclude"] = Takes.Text,
        ["--update-if-installed"] = Takes.Nothing, ["--newrepo"] = Takes.Nothing, ["--changed-slot"] = Takes.MaybeChoice, ["--changed-deps"] = Takes.MaybeChoice,
        ["--onlydeps-with-rdeps"] = Takes.MaybeChoice, ["--onlydeps-with-ideps"] = Takes.MaybeChoice, ["--with-bdeps-auto"] = Takes.Choice, ["--with-test-deps"] = Takes.MaybeChoice,
        ["--complete-graph-if-new-use"] = Takes.Choice, ["--complete-graph-if-new-ver"] = Takes.Choice, ["--ignore-world"] = Takes.MaybeChoice,
        ["--rebuild-if-new-ver"] = Takes.MaybeChoice, ["--rebuild-if-new-rev"] = Takes.MaybeChoice, ["--rebuild-if-unbuilt"] = Takes.MaybeChoice, ["--rebuild-exclude"] = Takes.Text, ["--rebuild-ignore"] = Takes.Text,
        ["--rebuild-if-new-slot"] = Takes.MaybeChoice, ["--ignore-built-slot-operator-deps"] = Takes.Choice,
        ["--update"] = Takes.Nothing, ["--changed-use"] = Takes.Nothing, ["--newuse"] = Takes.Nothing, ["--noreplace"] = Takes.Nothing, ["--oneshot"] = Takes.Nothing, ["--noconfmem"] = Takes.Nothing,
        ["--exclude"] = Takes.Text, ["--reinstall-atoms"] = Takes.Text,
        ["--nodeps"] = Takes.Nothing, ["--deep"] = Takes.MaybeText, ["--onlydeps"] = Takes.Nothing, ["--emptytree"] = Takes.Nothing, ["--with-bdeps"] = Takes.Choice,
        ["--root-deps"] = Takes.MaybeText, ["--complete-graph"] = Takes.MaybeChoice, ["--ignore-soname-deps"] = Takes.Choice, ["--backtrack"] = Takes.Text,
        ["--autounmask"] = Takes.MaybeChoice, ["--autounmask-keep-keywords"] = Takes.MaybeChoice, ["--autounmask-keep-masks"] = Takes.MaybeChoice, ["--autounmask-use"] = Takes.Choice,
        ["--autounmask-license"] = Takes.Choice, ["--autounmask-backtrack"] = Takes.Choice, ["--autounmask-write"] = Takes.MaybeChoice, ["--autounmask-continue"] = Takes.MaybeChoice,
        ["--jobs"] = Takes.MaybeText, ["--load-average"] = Takes.Text, ["--keep-going"] = Takes.MaybeChoice, ["--jobs-tmpdir-require-free-gb"] = Takes.Text,
        ["--resume"] = Takes.Nothing, ["--skipfirst"] = Takes.Nothing,
        ["--quiet"] = Takes.MaybeChoice, ["--quiet-build"] = Takes.MaybeChoice, ["--verbose"] = Takes.MaybeChoice,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private static readonly FrozenDictionary<char, string> Short = new Dictionary<char, string>
    {
        ['p'] = "--pretend", ['f'] = "--fetchonly", ['F'] = "--fetch-all-uri", ['b'] = "--buildpkg", ['B'] = "--buildpkgonly", ['k'] = "--usepkg", ['K'] = "--usepkgonly",
        ['g'] = "--getbinpkg", ['G'] = "--getbinpkgonly", ['u'] = "--update", ['U'] = "--changed-use", ['N'] = "--newuse", ['n'] = "--noreplace", ['1'] = "--oneshot", ['O'] = "--nodeps",
        ['D'] = "--deep", ['o'] = "--onlydeps", ['e'] = "--emptytree", ['q'] = "--quiet", ['v'] = "--verbose", ['j'] = "--jobs", ['l'] = "--load-average", ['X'] = "--exclude", ['r'] = "--resume",
    }.ToFrozenDictionary();

    private readonly Dictionary<string, List<string?>> options = new(StringComparer.Ordinal);

    private EmergeWords()
    {
    }

    /// <summary>What is wrong, so far.</summary>
    internal List<string> Problems { get; } = [];

    /// <summary>Atoms and sets, as they were written.</summary>
    internal List<string> Packages { get; } = [];

    /// <summary>Takes the words apart. A value stands in the word of its option, behind <c>=</c>, or in the next where it must be there.</summary>
    internal static EmergeWords Read(IEnumerable<string> arguments)
    {
        var words = new EmergeWords();
        var queue = new Queue<string>(arguments);
        while (queue.TryDequeue(out var word))
        {
            if (word.StartsWith("--", StringComparison.Ordinal)) words.TakeLong(word, queue);
            else if (word.StartsWith('-') && word.Length > 1) words.TakeShort(word, queue);
            else words.Packages.Add(word);
        }

        return words;
    }

    /// <summary>True where the option was given, in whatever way.</summary>
    internal bool Has(string option) => options.ContainsKey(option);

    /// <summary>What the option says at last: yes, no, or nothing where it was not given.</summary>
    internal bool? Choice(string option) => options.TryGetValue(option, out var values) ? values[^1] != "n" : null;

    /// <summary>The option's last value; null where it has none.</summary>
    internal string? Text(string option) => options.TryGetValue(option, out var values) ? values[^1] : null;

    /// <summary>All words of an option that takes many.</summary>
    internal IEnumerable<string> All(string option) => options.TryGetValue(option, out var values) ? values.SelectMany(value => value!.Split(' ', StringSplitOptions.RemoveEmptyEntries)) : [];

    private void TakeLong(string word, Queue<string> rest)
    {
        var equals = word.IndexOf('=', StringComparison.Ordinal);
        var (name, value) = equals < 0 ? (word, null) : (word[..equals], word[(equals + 1)..]);
        if (Known.TryGetValue(name, out var takes)) Add(name, takes, value, rest);
        else Problems.Add($"'{name}' is no option that a stage is built with; known are {string.Join(' ', Known.Keys.Order(StringComparer.Ordinal))}");
    }

    private void TakeShort(string word, Queue<string> rest)
    {
        for (var at = 1; at < word.Length; at++)
        {
            if (!Short.TryGetValue(word[at], out var name))
            {
                Problems.Add($"'-{word[at]}' is no option that a stage is built with; known are -{string.Concat(Short.Keys.Order())}");
                continue;
            }

            var takes = Known[name];
            var digits = takes is Takes.MaybeText or Takes.Text ? new string([.. word.Skip(at + 1).TakeWhile(c => char.IsAsciiDigit(c) || c == '.')]) : "";
            at += digits.Length;
            Add(name, takes, digits.Length > 0 ? digits : null, rest);
        }
    }

    private void Add(string name, Takes takes, string? value, Queue<string> rest)
    {
        if (value is null && takes is Takes.Text or Takes.Choice && !rest.TryDequeue(out value)) Problems.Add($"{name} wants a value");
        else if (value is not null && takes == Takes.Nothing) Problems.Add($"{name} takes no value, and has '{value}'");
        else if (takes is Takes.Choice or Takes.MaybeChoice && value is not (null or "y" or "n")) Problems.Add($"{name} takes y or n, not '{value}'");
        else if (options.TryGetValue(name, out var values)) values.Add(value);
        else options[name] = [value];
    }
}
