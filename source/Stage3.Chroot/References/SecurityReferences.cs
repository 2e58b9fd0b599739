namespace Stage3.Chroot.References;

/// <summary>Accounts in PAM's own tables below /etc/security: access.conf(5), group.conf(5), limits.conf(5), each with its folder of further files.</summary>
internal static class SecurityReferences
{
    private const string Folder = "/etc/security";

    public static IEnumerable<AccountReference> Read(RootFiles files) =>
    [
        .. Lines(files, "access").SelectMany(line => Access(line.Text, line.Path, line.Line)),
        .. Lines(files, "group").SelectMany(line => Groups(line.Text, line.Path, line.Line)),
        .. Lines(files, "limits").SelectMany(line => Limits(line.Text, line.Path, line.Line)),
    ];

    private static IEnumerable<(string Text, string Path, int Line)> Lines(RootFiles files, string table)
    {
        var paths = files.Names($"{Folder}/{table}.d").Where(name => name.EndsWith(".conf", StringComparison.Ordinal)).Select(name => $"{Folder}/{table}.d/{name}");
        return from path in paths.Prepend($"{Folder}/{table}.conf")
               let text = files.ReadText(path)
               where text is not null
               from line in new ConfigFile(path, path, text).JoinedLines()
               let said = line.Text.Split('#', 2)[0].Trim()
               where said.Length > 0
               select (said, path, line.Line);
    }

    // "permission : users : origins": (group), and a name that may be either; @netgroup and EXCEPT, ALL are none.
    private static IEnumerable<AccountReference> Access(string text, string path, int line)
    {
        if (text.Split(':') is not [_, var users, ..]) yield break;
        foreach (var word in Words(users))
        {
            if (word is ['(', .. var group, ')']) yield return new(AccountKind.Group, group, path, line, "the rule of access");
            else if (word is not ("ALL" or "EXCEPT") && word[0] != '@' && !word.Contains('@', StringComparison.Ordinal)) yield return new(AccountKind.User, word, path, line, "the rule of access");
        }
    }

    // "services;ttys;users;times;groups": the users are a list with operators, the groups are what they are put into.
    private static IEnumerable<AccountReference> Groups(string text, string path, int line)
    {
        if (text.Split(';') is not [_, _, var users, _, var groups, ..]) yield break;
        foreach (var word in users.Split([' ', '\t', ',', '&', '|', '!'], StringSplitOptions.RemoveEmptyEntries))
        {
            if (word.Contains('*', StringComparison.Ordinal) || word[0] == '@') continue;
            yield return word[0] == '%'
                ? new(AccountKind.Group, word[1..], path, line, "the rule of group membership")
                : new(AccountKind.User, word, path, line, "the rule of group membership");
        }
        foreach (var group in Words(groups)) yield return new(AccountKind.Group, group, path, line, "the rule of group membership");
    }

    // "domain type item value": user, @group, %group, a range of ids, or *.
    private static IEnumerable<AccountReference> Limits(string text, string path, int line)
    {
        if (Words(text) is not [var domain, ..] || domain == "*" || domain.Contains(':', StringComparison.Ordinal)) yield break;
        if (domain[0] is not ('@' or '%')) yield return new(AccountKind.User, domain, path, line, "the limit");
        else yield return new(AccountKind.Group, domain[1..], path, line, "the limit");
    }

    private static string[] Words(string text) => text.Split([' ', '\t', ','], StringSplitOptions.RemoveEmptyEntries);
}
