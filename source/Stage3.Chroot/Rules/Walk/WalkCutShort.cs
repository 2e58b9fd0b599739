using Stage3.Linux;
using Stage3.Reports;

namespace Stage3.Chroot.Rules.Walk;

internal sealed class WalkCutShort() : EvidenceRule(
    "walk/cut-short",
    Severity.Error,
    "The walk through the root comes to its end",
    "make sure that nothing moves folders of the root meanwhile, and run again",
    "every folder")
{
    private static readonly WalkCutShort Rule = new();

    /// <summary>The finding for a walk that lost its way.</summary>
    public static Finding Of(Stage3Exception why) => Rule.Found($"the walk ended early, and what lies behind was not looked at: {why.What}", why.Where);

    // As with what is lost on the way, the walk itself finds it.
    internal override IEnumerable<Finding> Check(ChrootEvidence evidence) => [];
}
