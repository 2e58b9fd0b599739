using Stage3.Portage.Accounts;

namespace Stage3.Chroot.Rules.Accounts;

/// <summary>The four files seen alike: what is there, and which names on which lines.</summary>
internal sealed record AccountNames(
    AccountFile File, bool IsThere, string? Refusal, IReadOnlyList<(string Name, int Line)> Names)
{
    public string Path => AccountFiles.PathOf(File);

    /// <summary>What a line of it is about.</summary>
    public string Subject => File is AccountFile.Passwd or AccountFile.Shadow ? "user" : "group";

    public static IEnumerable<AccountNames> Of(AccountDatabase accounts) =>
    [
        Of(accounts.Passwd, entry => (entry.Name, entry.Line)),
        Of(accounts.Group, entry => (entry.Name, entry.Line)),
        Of(accounts.Shadow, entry => (entry.Name, entry.Line)),
        Of(accounts.Gshadow, entry => (entry.Name, entry.Line)),
    ];

    private static AccountNames Of<TEntry>(AccountTable<TEntry> table, Func<TEntry, (string, int)> name) =>
        new(table.File, table.IsThere, table.Refusal, [.. table.Entries.Select(name)]);
}
