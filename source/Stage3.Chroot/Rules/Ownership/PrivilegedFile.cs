using Stage3.Chroot.Roots;
using Stage3.Linux.Files;
using Stage3.Portage.Accounts;
using Stage3.Reports;

namespace Stage3.Chroot.Rules.Ownership;

internal sealed class PrivilegedFile() : EntryRule(
    "ownership/privileged-file",
    Severity.Note,
    "Files that give rights to whoever runs them, by setuid, setgid or capabilities, are known with their packages",
    "nothing, where the program is meant to have the rights; otherwise take them from it with chmod or setcap -r",
    "every file")
{
    internal const int SetUser = 0b100_000_000_000;
    internal const int SetGroup = 0b010_000_000_000;

    /// <summary>The attribute that holds a file's capabilities, capabilities(7).</summary>
    public static ByteString Capability { get; } = ByteString.Of("security.capability");

    /// <summary>What rights a regular file gives: <c>setuid of root and capabilities</c>; null for none.</summary>
    internal static string? Rights(FileStatus status, XattrList attributes, AccountDatabase accounts)
    {
        if (status.Type != FileType.File || ((status.Mode & (SetUser | SetGroup)) == 0 && attributes.Count == 0)) return null;
        var rights = new List<string>();
        if ((status.Mode & SetUser) != 0) rights.Add($"setuid of {AccountText.Display(accounts.UserName(status.Uid) ?? $"{status.Uid}")}");
        if ((status.Mode & SetGroup) != 0) rights.Add($"setgid of {AccountText.Display(accounts.GroupName(status.Gid) ?? $"{status.Gid}")}");
        foreach (var attribute in attributes.Where(attribute => attribute.Name == Capability)) rights.Add($"capabilities {FileCapabilities.Text(attribute.Value.Span)}".TrimEnd());
        return rights.Count == 0 ? null : string.Join(" and ", rights);
    }

    internal override EntryCheck Begin(ChrootEvidence evidence) => new Check(this, evidence);

    private sealed class Check(PrivilegedFile rule, ChrootEvidence evidence) : EntryCheck
    {
        private readonly List<Finding> _found = [];

        public override void Visit(RootEntry entry, XattrList attributes)
        {
            if (Rights(entry.Status, attributes, evidence.Accounts) is not { } rights) return;
            var owner = entry.Package is { } package ? $" of {AccountText.Display(package)}" : "";
            // What no package brought is another rule's, where there are packages.
            if (owner.Length > 0 || !evidence.Installed.IsThere) _found.Add(rule.Found($"{entry.Path}{owner} has {rights}", entry.Path.ToString()));
        }

        public override IEnumerable<Finding> End() => _found;
    }
}
