namespace Stage3.Chroot.References;

/// <summary>
/// Accounts in PAM services, pam.d(5): what <c>pam_succeed_if</c> compares with, the groups of <c>pam_wheel</c>, and
/// <c>pam_exec</c>'s and <c>pam_listfile</c>'s <c>apply=</c>. A file in /etc replaces one of the same name in /usr.
/// </summary>
internal static class PamReferences
{
    private static readonly string[] Folders = ["/etc/pam.d", "/usr/lib/pam.d", "/usr/share/pam.d"];

    public static IEnumerable<AccountReference> Read(RootFiles files) =>
        from file in ConfigFolders.Effective(files, Folders, "")
        from line in file.JoinedLines()
        let words = Words(line.Text)
        where words.Count > 2
        from reference in OfLine(words, file.Path, line.Line)
        select reference;

    // "-auth [success=1 default=ignore] pam_x.so arguments": what is in brackets is one word.
    private static List<string> Words(string text)
    {
        var words = new List<string>();
        var rest = text.AsSpan(0, text.IndexOf('#', StringComparison.Ordinal) is >= 0 and var comment ? comment : text.Length).Trim();
        while (rest.Length > 0)
        {
            var end = rest[0] == '[' ? rest.IndexOf(']') + 1 : rest.IndexOfAny(' ', '\t');
            if (end <= 0) end = rest.Length;
            words.Add(rest[..end].ToString());
            rest = rest[end..].TrimStart();
        }
        return words;
    }

    private static IEnumerable<AccountReference> OfLine(List<string> words, string path, int line)
    {
        var module = words[2][(words[2].LastIndexOf('/') + 1)..];
        return module switch
        {
            "pam_wheel.so" => Values(words, "group=").Select(name => new AccountReference(AccountKind.Group, name, path, line, "pam_wheel's group=")),
            "pam_succeed_if.so" => OfConditions(words, path, line),
            "pam_listfile.so" => Values(words, "apply=").Select(name => name.StartsWith('@')
                ? new AccountReference(AccountKind.Group, name[1..], path, line, "pam_listfile's apply=")
                : new AccountReference(AccountKind.User, name, path, line, "pam_listfile's apply=")),
            _ => [],
        };
    }

    // pam_succeed_if(8): "user ingroup wheel", "user = root"; lists are parted by colons, and words that say no account are passed over.
    private static IEnumerable<AccountReference> OfConditions(List<string> words, string path, int line)
    {
        for (var index = 3; index + 2 < words.Count; index++)
        {
            if (words[index] != "user") continue;
            var names = words[index + 2].Split(':', StringSplitOptions.RemoveEmptyEntries);
            var kind = words[index + 1] switch
            {
                "ingroup" or "notingroup" => AccountKind.Group,
                "=" or "eq" or "!=" or "in" or "notin" => AccountKind.User,
                _ => (AccountKind?)null,
            };
            if (kind is { } known)
                foreach (var name in names) yield return new(known, name, path, line, $"pam_succeed_if's {words[index + 1]}");
        }
    }

    private static IEnumerable<string> Values(List<string> words, string option) =>
        words.Skip(3).Where(word => word.StartsWith(option, StringComparison.Ordinal) && word.Length > option.Length).Select(word => word[option.Length..]);
}
