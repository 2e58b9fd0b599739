using System.Text.RegularExpressions;

namespace Stage3.Chroot.References;

/// <summary>
/// Accounts in polkit rules, polkit(8). They are programs in JavaScript; what is written out as <c>unix-user:</c>,
/// <c>unix-group:</c>, <c>isInGroup("…")</c> or <c>subject.user == "…"</c> is found, what is computed is not.
/// </summary>
internal static partial class PolkitReferences
{
    private static readonly string[] Folders = ["/etc/polkit-1/rules.d", "/run/polkit-1/rules.d", "/usr/local/share/polkit-1/rules.d", "/usr/share/polkit-1/rules.d"];

    // The older "local authority", pklocalauthority(8): folders of files in the manner of units, "Identity=unix-user:x;unix-group:y".
    private static readonly string[] Authorities = ["/etc/polkit-1/localauthority", "/var/lib/polkit-1/localauthority"];

    public static IEnumerable<AccountReference> Read(RootFiles files) =>
        from file in ConfigFolders.Effective(files, Folders, ".rules").Concat(OfAuthorities(files))
        from line in file.Lines()
        where !line.Text.TrimStart().StartsWith("//", StringComparison.Ordinal) && !line.Text.TrimStart().StartsWith('#')
        from match in Mention().Matches(line.Text)
        select match.Groups["user"].Success
            ? new AccountReference(AccountKind.User, match.Groups["user"].Value, file.Path, line.Line, "the rule")
            : new AccountReference(AccountKind.Group, match.Groups["group"].Value, file.Path, line.Line, "the rule");

    private static IEnumerable<ConfigFile> OfAuthorities(RootFiles files) =>
        from authority in Authorities
        from folder in files.Names(authority)
        from file in ConfigFolders.Effective(files, [$"{authority}/{folder}"], ".pkla")
        select file;

    [GeneratedRegex(
        """
        unix-user:(?<user>[A-Za-z0-9_.-]+)|unix-group:(?<group>[A-Za-z0-9_.-]+)|isInGroup\(\s*["'](?<group>[^"']+)|subject\.user\s*===?\s*["'](?<user>[^"']+)
        """,
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex Mention();
}
