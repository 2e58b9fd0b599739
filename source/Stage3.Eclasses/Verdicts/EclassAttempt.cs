using System.Collections.Immutable;
using Stage3.Eclasses.Diffs;
using Stage3.Eclasses.Series;
using Stage3.Eclasses.Trees;

namespace Stage3.Eclasses.Verdicts;

/// <summary>One patch tried on one eclass: evidence for a verdict.</summary>
/// <param name="Eclass">The eclass as the tree has it.</param>
/// <param name="Patch">The patch.</param>
/// <param name="Application">Where its hunks were found, or not.</param>
/// <param name="AlreadyApplied">True where the patch, turned round, applies: the tree has it.</param>
/// <param name="Problems">What the verification by DiffPlex and <c>bash -n</c> found wrong with the result.</param>
public sealed record EclassAttempt(
    EclassFile Eclass,
    SeriesPatch Patch,
    PatchApplication Application,
    bool AlreadyApplied,
    ImmutableArray<string> Problems)
{
    /// <summary>The patched eclass; null where the patch did not apply or its result is not what the patch says.</summary>
    public EclassFile? Result =>
        Application.Result is { } bytes && Problems.IsEmpty && !AlreadyApplied ? new EclassFile(Eclass.Name, bytes, Eclass.Origin) : null;
}
