using System.Collections.Immutable;
using Stage3.Eclasses.Diffs;
using Stage3.Reports;

namespace Stage3.Eclasses;

/// <summary>Two neighbouring versions of a history, of which the first was accepted and the second is not.</summary>
/// <param name="Before">The last accepted version.</param>
/// <param name="After">The first that is not.</param>
public sealed record VerdictTurn(VersionVerdict Before, VersionVerdict After)
{
    /// <summary>What changed in each eclass, side by side, computed by DiffPlex.</summary>
    public ImmutableArray<DifferencePart> Differences =>
    [
        .. from name in Before.Judgement.Eclasses.Files.Concat(After.Judgement.Eclasses.Files).Select(file => file.Name).Distinct()
           let left = Before.Judgement.Eclasses[name]
           let right = After.Judgement.Eclasses[name]
           where left?.Sha256 != right?.Sha256
           select SideBySide.Compare(
               name, Before.Subject, left?.Content ?? ReadOnlyMemory<byte>.Empty, After.Subject, right?.Content ?? ReadOnlyMemory<byte>.Empty),
    ];
}
