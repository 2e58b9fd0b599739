using Stage3.Eclasses.Series;
using Stage3.Eclasses.Verdicts;
using Stage3.Linux;

namespace Stage3.Eclasses.Refreshing;

/// <summary>What became of one patch.</summary>
/// <param name="Patch">The patch as the series has it.</param>
/// <param name="Written">The renewed patch beside the old one; null where none was written.</param>
/// <param name="Verdict">The verdict on the tree with the renewed patch; null where none was made.</param>
/// <param name="Detail">One sentence: what was done, or what a person must decide.</param>
public sealed record RefreshOutcome(SeriesPatch Patch, HostPath? Written, EclassVerdict? Verdict, string Detail)
{
    /// <summary>True where the patch needs to be renewed, and only a person can.</summary>
    public bool NeedsPerson { get; init; }
}
