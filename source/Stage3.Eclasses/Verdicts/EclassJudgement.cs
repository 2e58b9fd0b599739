using System.Collections.Immutable;
using Stage3.Eclasses.Probing;
using Stage3.Eclasses.Trees;

namespace Stage3.Eclasses.Verdicts;

/// <summary>The verdict on one set of eclasses, with what it rests on.</summary>
/// <param name="Eclasses">What was judged.</param>
/// <param name="Verdict">The verdict.</param>
/// <param name="Detail">One sentence without a full stop: why.</param>
public sealed record EclassJudgement(EclassSet Eclasses, EclassVerdict Verdict, string Detail)
{
    /// <summary>The patches tried.</summary>
    public ImmutableArray<EclassAttempt> Attempts { get; init; } = [];

    /// <summary>What the eclasses do as the tree has them; null where there is none.</summary>
    public ProbeReport? Before { get; init; }

    /// <summary>What they do patched; null where nothing was patched.</summary>
    public ProbeReport? After { get; init; }

    /// <summary>The eclasses to put in front of the tree's; empty where none is needed or none works.</summary>
    public ImmutableArray<EclassFile> Patched { get; init; } = [];

    /// <summary>True where the tree, with <see cref="Patched"/> in front of it, honours ROOT.</summary>
    public bool HonoursRoot { get; init; }
}
