using Stage3.Portage.Accounts;
using Stage3.Reports;

namespace Stage3.Chroot.Rules;

/// <summary>Says of findings which account they are about, and who refers to it.</summary>
internal static class FindingAccounts
{
    public static Finding OfUser(this Finding finding, string name, string? by = null) => finding.Of("user", name, by);

    public static Finding OfGroup(this Finding finding, string name, string? by = null) => finding.Of("group", name, by);

    /// <summary>Of a user or a group.</summary>
    public static Finding Of(this Finding finding, string kind, string name, string? by = null) => finding with
    {
        Account = $"{kind} {AccountText.Display(name)}",
        ReferredBy = by is null ? null : AccountText.Display(by),
    };
}
