using System.Collections.Immutable;

namespace Stage3.Reports;

/// <summary>One subject's judgement.</summary>
/// <param name="Subject">What was judged, for instance a tree or a revision.</param>
/// <param name="Path">The file it is about, where there is one.</param>
/// <param name="When">The date to place it on a time line, where there is one.</param>
/// <param name="Verdict">The judgement's name, for instance <c>Applies</c>.</param>
/// <param name="Accepted">True where the gate lets it pass.</param>
/// <param name="Detail">One sentence: why.</param>
/// <param name="Evidence">Named facts, in the order to show them.</param>
public sealed record VerdictRow(
    string Subject,
    string? Path,
    DateOnly? When,
    string Verdict,
    bool Accepted,
    string Detail,
    ImmutableArray<KeyValuePair<string, string>> Evidence);
