using Stage3.Eclasses.Verdicts;

namespace Stage3.Eclasses;

/// <summary>The verdict on one tree, or on one version of a history.</summary>
/// <param name="Source">The tree's or the repository's path.</param>
/// <param name="Revision">The commit that first had these eclasses; null for a tree.</param>
/// <param name="Date">The commit's day; null for a tree.</param>
/// <param name="Folder">The eclass folder inside the tree.</param>
/// <param name="Judgement">The verdict and its evidence.</param>
public sealed record VersionVerdict(string Source, string? Revision, DateOnly? Date, string Folder, EclassJudgement Judgement)
{
    /// <summary>How reports name it: the tree's path, or the first 12 digits of the revision with the folder.</summary>
    public string Subject => Revision is { Length: > 12 } id ? $"{id[..12]} {Folder}" : Source;
}
