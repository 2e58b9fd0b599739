using System.Collections.Immutable;
using Stage3.Portage.Atoms;
using Stage3.Portage.Names;

namespace Stage3.Portage.Configuration;

/// <summary>
/// The rules of one list file. Lines of the same pattern are one rule. What matches a package is answered from the least to the most specific pattern,
/// as Portage applies it: the order of lines matters only between patterns of the same weight, where the earlier one has the last word.
/// </summary>
public sealed class PackageRules
{
    private readonly ImmutableArray<PackageRule> wildcards;
    private readonly Dictionary<PackageName, List<PackageRule>> byName = [];

    private PackageRules(IEnumerable<PackageRule> rules)
    {
        wildcards = [.. rules.Where(rule => rule.Pattern.Atom is null)];
        foreach (var rule in rules)
            if (rule.Pattern.Atom is { } atom)
                (byName.TryGetValue(atom.Name, out var list) ? list : byName[atom.Name] = []).Add(rule);
    }

    /// <summary>No rules.</summary>
    public static PackageRules None { get; } = new([]);

    /// <summary>Parses lines.</summary>
    /// <param name="lines">The lines of one list.</param>
    /// <param name="syntax">What atoms may say there.</param>
    /// <param name="wildcards">Whether <c>*/*</c> and the like are allowed: in the user's configuration.</param>
    /// <param name="problems">Gets the lines that cannot be read; they make no rule.</param>
    public static PackageRules Parse(IEnumerable<SourceLine> lines, AtomSyntax syntax, bool wildcards, List<ConfigurationProblem> problems)
    {
        var rules = new Dictionary<string, PackageRule>(StringComparer.Ordinal);
        foreach (var line in lines)
        {
            var words = line.Words;
            if (!PackagePattern.TryParse(words[0], syntax, out var pattern, out var error)) problems.Add(line.Problem(error));
            else if (pattern.Atom is null && !wildcards) problems.Add(line.Problem($"'{words[0]}': wildcards are for the user's configuration only"));
            else if (rules.TryGetValue(words[0], out var known)) rules[words[0]] = known with { Words = [.. known.Words, .. Flags(words)] };
            else rules[words[0]] = new(pattern, Flags(words), line);
        }

        return new([.. rules.Values]);
    }

    /// <summary>The rules for a package, the least specific first.</summary>
    public ImmutableArray<PackageRule> Matching(IAtomCandidate candidate)
    {
        var matching = wildcards.Concat(byName.GetValueOrDefault(candidate.Id.Name, [])).Where(rule => rule.Pattern.Matches(candidate)).ToList();
        if (matching.Count < 2) return [.. matching];
        var ordered = new List<PackageRule>(matching.Count);
        while (matching.Count > 0)
        {
            var best = matching.Aggregate((best, next) => IsMoreSpecific(next, best, candidate.Id) ? next : best);
            ordered.Add(best);
            matching.Remove(best);
        }

        return [.. Enumerable.Reverse(ordered)];
    }

    /// <summary><c>VARIABLE: flag flag</c> in the user's package.use stands for <c>variable_flag</c>.</summary>
    private static ImmutableArray<string> Flags(ImmutableArray<string> words)
    {
        var flags = ImmutableArray.CreateBuilder<string>(words.Length);
        var prefix = "";
        foreach (var word in words.Skip(1))
            if (word.EndsWith(':')) prefix = $"{word[..^1].ToLowerInvariant()}_";
            else flags.Add(word[0] == '-' ? $"-{prefix}{word[1..]}" : prefix + word);
        return flags.ToImmutable();
    }

    private static bool IsMoreSpecific(PackageRule rule, PackageRule best, PackageId id)
    {
        var (weight, other) = (Weight(rule.Pattern), Weight(best.Pattern));
        return weight != other ? weight > other : weight == 2 && IsCloser(rule.Pattern.Atom!, best.Pattern.Atom!, id);
    }

    private static int Weight(PackagePattern pattern) => pattern.Atom switch
    {
        null when pattern.ToString().StartsWith('=') => 0,
        null when pattern.ToString().Replace("::", "", StringComparison.Ordinal).Contains(':', StringComparison.Ordinal) => -1,
        null => -2,
        { Operator: AtomOperator.Equal } => 6,
        { Operator: AtomOperator.AnyRevision } => 5,
        { Operator: AtomOperator.EqualPrefix } => 4,
        { Slot: not null } => 3,
        { Operator: not AtomOperator.None } => 2,
        _ => 1,
    };

    /// <summary>Of two ranges on the same side of a version the one whose bound is closer to it; ranges on both sides keep their order.</summary>
    private static bool IsCloser(Atom atom, Atom best, PackageId id)
    {
        var (mine, other) = (atom.Version!.CompareTo(id.Version), best.Version!.CompareTo(id.Version));
        if (other == 0 || mine == 0) return other != 0;
        var sameSide = (mine < 0) == (other < 0);
        return sameSide && (mine < 0 ? atom.Version > best.Version : atom.Version < best.Version);
    }
}
