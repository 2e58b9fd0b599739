using System.Collections.Immutable;
using Stage3.Reports;

namespace Stage3.Chroot.Rules;

/// <summary>A rule that looks at files which it knows by name.</summary>
public abstract class EvidenceRule : Rule
{
    private protected EvidenceRule(string id, Severity severity, string sentence, string remedy, params ImmutableArray<string> reads)
        : base(id, severity, sentence, remedy, reads)
    {
    }

    /// <summary>All that is wrong, in no particular order.</summary>
    internal abstract IEnumerable<Finding> Check(ChrootEvidence evidence);
}
