using System.Collections.Immutable;
using System.Text;
using static Stage3.Embedded.Tests.Chance.RandomTree;

namespace Stage3.Embedded.Tests.Chance;

/// <summary>Some packages and what becomes of them over several rounds: new versions, files that move from one to another, blockers, slots, and an administrator between the rounds. All of it follows from the seed.</summary>
internal sealed class RandomRounds
{
    private const int Count = 6;
    private const string Into = "into() { mkdir -p -- \"${1%/*}\"; }\n";
    private readonly Random _random;
    private readonly List<Series> _all = [];
    private readonly HashSet<int> _moved = [];
    private int _round;

    /// <summary>Begins.</summary>
    internal RandomRounds(int seed)
    {
        _random = new Random(seed);
        for (var i = 0; i < Count; i++)
        {
            var name = $"p{i}";
            // The last one has two slots, each with files of its own.
            foreach (var slot in i == Count - 1 ? ["0", "1"] : new[] { "0" })
            {
                var own = slot == "0" ? name : $"{name}.{slot}";
                string[] places = [$"usr/share/{own}/", $"usr/share/{own}/", $"etc/{own}/", $"etc/{own}/", $"usr/share/common/{own}/", $"{(i % 2 == 0 ? "lib" : "usr/lib")}/{own}/", $"usr/share/common/{own}-", $"etc/{own}-"];
                _all.Add(new Series(name, slot, new RandomTree(_random, places)));
            }
        }
    }

    /// <summary>What make.conf says.</summary>
    internal string MakeConf()
    {
        string Pick(params string[] all) => all[_random.Next(all.Length)];
        return $"""
            ACCEPT_LICENSE="*"
            FEATURES="{Pick("", "", "noman noinfo", "nodoc", "-protect-owned")}"
            INSTALL_MASK="{Pick("", "", "*.la", "/usr/share/p1/a b", "/usr/share/*/b  -/usr/share/p2/b", "/usr/share/common/ -*.la", "[ab] -/etc")}"
            UNINSTALL_IGNORE="{Pick("", "", "/usr/share/common/*", "/usr/share/p0/a*", "/etc/p1/* *.la")}"
            COLLISION_IGNORE="{Pick("/usr/share/ignored", "/usr/share/ignored/*", "/usr/share/ign*")}"
            CONFIG_PROTECT="{Pick("", "/usr/share/p2", "/usr/share/common/p0 /etc/p1/a")}"
            CONFIG_PROTECT_MASK="{Pick("", "/etc/p1", "/etc/p0/a /usr/share/p2/b")}"

            """;
    }

    /// <summary>The packages of the next round; none where all is merged again as it is.</summary>
    internal ImmutableArray<RandomPackage> Next()
    {
        _round++;
        _moved.Clear();
        if (_round > 2 && _random.Next(5) == 0) return [];
        var made = ImmutableArray.CreateBuilder<RandomPackage>();
        // Of a package with slots one comes in a round: who is asked for it gets the newest.
        var comes = _all.Where(series => series.IsThere && (_round == 1 || _random.Next(3) != 0)).GroupBy(series => series.Name).Select(all => all.ElementAt(_random.Next(all.Count()))).ToList();
        foreach (var series in comes) series.Tree.Change();
        var blockers = comes.ToDictionary(series => series, series => Share(series, comes));
        foreach (var series in comes)
        {
            var (moves, needs) = (blockers[series], Needs(series));
            // Who forbids a version needs no version.
            needs.Run = needs.Run.Where(need => !moves.Any(move => move.Contains(need, StringComparison.Ordinal)));
            made.Add(new RandomPackage(series.Name, _round, series.Slot, Into + series.Tree.Script(), RandomPhases.Of(_random, series.Name, series.Tree.Paths), string.Join(' ', moves.Concat(needs.Run)), needs.Post));
        }

        return made.ToImmutable();
    }

    /// <summary>What an administrator does in the root at hand.</summary>
    internal string Administrator()
    {
        var text = new StringBuilder(Into);
        foreach (var series in _all)
        {
            foreach (var path in series.Tree.Paths.Where(_ => _random.Next(10) == 0).ToList())
            {
                var (quoted, time) = ($"./{Quote(path)}", 1_700_000_000 + _random.Next(1000));
                var isFile = $"[[ -f {quoted} && ! -L {quoted} ]]";
                text.AppendLine(_random.Next(11) switch
                {
                    0 or 1 => $"if {isFile}; then echo changed {_random.Next(2)} > {quoted}; touch -d @{time} {quoted}; fi",
                    2 => $"if [[ ! -d {quoted} ]]; then rm -f {quoted}; fi",
                    3 => $"if {isFile}; then rm {quoted}; ln -s elsewhere {quoted}; fi",
                    4 => $"if {isFile}; then touch -d @{time} {quoted}; fi",
                    5 => $"if {isFile}; then chmod 0600 {quoted}; fi",
                    6 => $"if {isFile}; then ln -f {quoted} {quoted}.mine; fi",
                    7 => $"if [[ -d {quoted} && ! -L {quoted} ]]; then echo mine > {quoted}/mine; fi",
                    8 => $"if [[ -d {quoted} && ! -L {quoted} && ! -e {quoted}.real ]]; then mv {quoted} {quoted}.real; name={quoted}.real; ln -s \"${{name##*/}}\" {quoted}; fi",
                    9 => $"if [[ -L {quoted} ]]; then rm {quoted}; echo mine > {quoted}; touch -d @{time} {quoted}; fi",
                    _ => $"if [[ ! -e {quoted} && ! -L {quoted} ]]; then into {quoted} && echo mine > {quoted}; fi || :",
                });
            }
        }

        if (_random.Next(2) == 0) text.AppendLine("find etc -name '._cfg*' ! -type d -delete");
        return text.ToString();
    }

    /// <summary>A package that goes, because another one forbids it; null where none does.</summary>
    internal string? Leaving()
    {
        if (_round < 2 || _random.Next(3) != 0) return null;
        var there = _all.Where(series => series.IsThere && series.Name is "p1" or "p3").ToList();
        if (there.Count == 0) return null;
        var leaving = there[_random.Next(there.Count)];
        leaving.IsThere = false;
        return leaving.Name;
    }

    // Paths that several packages have at times: some move from one to the other, some are everybody's.
    private List<string> Share(Series series, List<Series> comes)
    {
        var blockers = new List<string>();
        string P(int number) => $"usr/share/moved/{number}";
        var number = _all.IndexOf(series);
        foreach (var other in comes.Where(other => other != series && other.Name != series.Name && other.Tree.Paths.Contains(P(number % 3))).ToList())
        {
            if (_round < 2 || _random.Next(3) != 0 || !_moved.Add(number % 3)) continue;
            other.Tree.Remove(P(number % 3));
            series.Tree.Set(P(number % 3), $"of {series.Name}\n");
            blockers.Add($"!<app/{other.Name}-{_round}");
        }

        if (_round == 1 && number < 3) series.Tree.Set(P(number), $"of {series.Name}\n");
        if (_random.Next(3) == 0) series.Tree.Set("usr/share/ignored/all", $"of {series.Name} {_round}\n");
        if (_random.Next(3) == 0) series.Tree.Set($"etc/env.d/5{number}{series.Name}", $"{(_random.Next(2) == 0 ? "PATH" : "CONFIG_PROTECT")}=\"/usr/share/{series.Name}/{(char)('a' + _random.Next(3))}\"\nR{number}=\"{_round}\"\n");
        return blockers;
    }

    private (IEnumerable<string> Run, string Post) Needs(Series series)
    {
        var before = _all.TakeWhile(other => other != series).Where(other => other.IsThere && other.Name != series.Name).Select(other => $"app/{other.Name}").ToList();
        var run = before.Where(_ => _random.Next(4) == 0).Distinct().ToList();
        var after = _all.Where(other => other.IsThere && other.Name != series.Name && _random.Next(12) == 0).Select(other => $"app/{other.Name}").Distinct();
        return (run, string.Join(' ', after));
    }

    private sealed class Series(string name, string slot, RandomTree tree)
    {
        internal string Name => name;

        internal string Slot => slot;

        internal RandomTree Tree => tree;

        internal bool IsThere { get; set; } = true;
    }
}
