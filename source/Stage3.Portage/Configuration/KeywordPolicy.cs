using System.Collections.Immutable;
using Stage3.Portage.Atoms;

namespace Stage3.Portage.Configuration;

/// <summary>Which KEYWORDS are accepted (PMS 7.3.3, ACCEPT_KEYWORDS in make.conf(5), package.accept_keywords in portage(5)).</summary>
internal sealed class KeywordPolicy(ConfigurationVariables variables, ImmutableArray<ProfileRules> profile, PackageRules user)
{
    private readonly ImmutableArray<string> global = variables.Words("ACCEPT_KEYWORDS");

    /// <summary>The KEYWORDS of an ebuild, as the profile changes them.</summary>
    public ImmutableArray<string> KeywordsOf(PackageQuery package)
    {
        var changes = profile.SelectMany(rules => rules.Keywords.Matching(package)).SelectMany(rule => rule.Words).ToList();
        if (changes.Count == 0) return package.Metadata.Keywords;
        var stack = new IncrementalStack();
        stack.Apply(package.Metadata.Keywords.Where(keyword => keyword[0] != '-').Concat(changes), "");
        return [.. package.Metadata.Keywords.Where(keyword => keyword[0] == '-'), .. stack.Words];
    }

    /// <summary>Null where a keyword is accepted, else why none is.</summary>
    public MaskReason? ReasonAgainst(PackageQuery package)
    {
        var (keywords, accepted) = (KeywordsOf(package), AcceptedFor(package));
        if (Accepts(accepted, keywords)) return null;
        var has = keywords.IsEmpty ? "it has no keywords" : $"its keywords are {string.Join(' ', keywords)}";
        return new(MaskKind.Keyword, $"{has}, and accepted are {string.Join(' ', accepted.Order(StringComparer.Ordinal))}");
    }

    /// <summary>Stable is what is accepted and would not be if all its keywords were testing ones.</summary>
    public bool IsStable(PackageQuery package)
    {
        var (keywords, accepted) = (KeywordsOf(package), AcceptedFor(package));
        return Accepts(accepted, keywords)
            && !Accepts(accepted, [.. keywords.Select(keyword => keyword[0] == '~' ? keyword : $"~{keyword}")]);
    }

    private HashSet<string> AcceptedFor(IAtomCandidate package)
    {
        var testing = global.Where(keyword => keyword[0] is not ('~' or '-')).Select(keyword => $"~{keyword}").ToImmutableArray();
        var stack = new IncrementalStack();
        stack.Apply(global, "");
        foreach (var rules in profile.Select(rules => rules.AcceptedKeywords).Append(user))
            foreach (var rule in rules.Matching(package))
                stack.Apply(rule.Words.IsEmpty ? testing : rule.Words, "");
        stack.Apply(ConfigurationVariables.Split(variables.Environment.GetValueOrDefault("ACCEPT_KEYWORDS")), "");
        return [.. stack.Words];
    }

    private static bool Accepts(HashSet<string> accepted, ImmutableArray<string> keywords)
    {
        if (accepted.Contains("**")) return true;
        foreach (var keyword in keywords)
        {
            if (keyword == "*" || accepted.Contains(keyword)) return true;
            if (keyword == "~*" && accepted.Any(each => each[0] == '~')) return true;
            if (accepted.Contains(keyword[0] switch { '~' => "~*", '-' => "", _ => "*" })) return true;
        }

        return false;
    }
}
