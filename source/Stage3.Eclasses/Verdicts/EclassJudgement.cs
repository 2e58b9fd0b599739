using System.Collections.Immutable;
using Stage3.Eclasses.Trees;

namespace Stage3.Eclasses.Verdicts;

/// <summary>The verdict on one set of eclasses, with what it rests on.</summary>
/// <param name="Eclasses">What was judged.</param>
/// <param name="Verdict">The verdict.</param>
/// <param name="Detail">One sentence without a full stop: why.</param>
/// <param name="Attempts">The patches tried.</param>
/// <param name="Patched">The eclasses to put in front of the tree's; empty where none is needed or none works.</param>
public sealed record EclassJudgement(
    EclassSet Eclasses,
    EclassVerdict Verdict,
    string Detail,
    ImmutableArray<EclassAttempt> Attempts,
    ImmutableArray<EclassFile> Patched)
{
    /// <summary>True where the tree, with <see cref="Patched"/> in front of it, honours ROOT.</summary>
    public bool HonoursRoot { get; init; }
}
