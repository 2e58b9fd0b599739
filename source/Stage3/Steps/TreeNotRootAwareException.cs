using Stage3.Eclasses.Verdicts;
using Stage3.Linux;

namespace Stage3.Steps;

/// <summary>The tree makes accounts with eclasses that ignore ROOT, and no patch of the series changes that.</summary>
public sealed class TreeNotRootAwareException(HostPath tree, EclassJudgement judgement) : Stage3Exception(
    $"{judgement?.Verdict}: {judgement?.Detail}",
    $"{tree}/eclass",
    "renew the patch for this tree (patches/ holds the series), or build with a tree that it knows")
{
    /// <summary>The verdict with its evidence.</summary>
    public EclassJudgement Judgement { get; } = judgement;
}
