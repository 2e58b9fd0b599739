using System.Collections.Immutable;
using Stage3.Chroot.References;
using Stage3.Portage.Accounts;
using Stage3.Reports;

namespace Stage3.Chroot.Rules.References;

/// <summary>A rule about accounts that some kind of file names.</summary>
public abstract class ReferenceRule : EvidenceRule
{
    private protected ReferenceRule(string id, Severity severity, string sentence, string remedy, params ImmutableArray<string> reads)
        : base(id, severity, sentence, remedy, reads)
    {
    }

    internal abstract IEnumerable<AccountReference> Read(ChrootEvidence evidence);

    internal override IEnumerable<Finding> Check(ChrootEvidence evidence) =>
        from reference in evidence.ReferencesOf(this)
        where Knows(evidence, reference.Kind) && evidence.PresenceOf(reference) == Presence.Missing
        select Missing(reference);

    // Without passwd or group all would be missing, and that is a finding already.
    private protected static bool Knows(ChrootEvidence evidence, AccountKind kind) =>
        kind == AccountKind.User ? evidence.KnowsUsers : evidence.KnowsGroups;

    private protected Finding Missing(AccountReference reference) => Found(
        $"{AccountText.Display(reference.By)} names the {reference.Subject} "
        + $"'{AccountText.Display(reference.Name)}', which does not exist and is not made at boot",
        AccountText.Display(reference.Path),
        reference.Line).Of(reference.Subject, reference.Name, reference.By);
}
