using Stage3.Linux;
using Stage3.Linux.Files;
using Stage3.Reports;

namespace Stage3.Chroot.Rules.Walk;

internal sealed class EntryLost() : EvidenceRule(
    "walk/entry-lost",
    Severity.Warning,
    "What is in the root stays while it is looked at, and can be read",
    "make sure that nothing writes to the root meanwhile and that you may read all of it, and run again",
    "every file")
{
    private static readonly EntryLost Rule = new();

    /// <summary>The finding for something that the walk came to and could not look at.</summary>
    public static Finding Of(BytePath path, Stage3Exception why) => Rule.Found($"{path} was not looked at: {why.What}", path.ToString());

    // The walk itself finds these, for only it comes there in time.
    internal override IEnumerable<Finding> Check(ChrootEvidence evidence) => [];
}
