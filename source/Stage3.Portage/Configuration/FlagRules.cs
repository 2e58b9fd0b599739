using System.Collections.Immutable;
using Stage3.Portage.Atoms;

namespace Stage3.Portage.Configuration;

/// <summary>What one place masks or forces: of all packages and of some, always and of stable ones.</summary>
internal sealed record FlagRules(ImmutableArray<string> All, ImmutableArray<string> AllStable, PackageRules Some, PackageRules SomeStable)
{
    /// <summary>Applies the words in Portage's order: all, all stable, some, some stable.</summary>
    public void Apply(IAtomCandidate package, bool stable, IncrementalStack flags)
    {
        flags.Apply(All, "");
        if (stable) flags.Apply(AllStable, "");
        foreach (var rule in Some.Matching(package)) flags.Apply(rule.Words, rule.Line.Place);
        if (!stable) return;
        foreach (var rule in SomeStable.Matching(package)) flags.Apply(rule.Words, rule.Line.Place);
    }
}
