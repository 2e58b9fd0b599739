using Stage3.Eclasses.Overlays;
using Stage3.Eclasses.Trees;
using Stage3.Eclasses.Verdicts;

namespace Stage3.Eclasses;

/// <summary>What became of patching one tree.</summary>
/// <param name="Tree">The tree, which was only read.</param>
/// <param name="Judgement">The verdict and its evidence.</param>
/// <param name="Overlay">The configuration to run the package manager with; null where the tree cannot be made to honour ROOT.</param>
public sealed record PatchOutcome(EclassTree Tree, EclassJudgement Judgement, EclassOverlay? Overlay)
{
    /// <summary>True where the tree, seen through <see cref="Overlay"/>, honours ROOT.</summary>
    public bool Succeeded => Overlay is not null;
}
