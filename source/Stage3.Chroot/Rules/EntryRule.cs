using System.Collections.Immutable;
using Stage3.Reports;

namespace Stage3.Chroot.Rules;

/// <summary>A rule that looks at every file of the root. All of them share one walk.</summary>
public abstract class EntryRule : Rule
{
    private protected EntryRule(string id, Severity severity, string sentence, string remedy, params ImmutableArray<string> reads)
        : base(id, severity, sentence, remedy, reads)
    {
    }

    /// <summary>Begins one walk; what it remembers on the way lives in the check and not in the rule.</summary>
    internal abstract EntryCheck Begin(ChrootEvidence evidence);
}
