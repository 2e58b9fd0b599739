namespace Stage3.Chroot.References;

/// <summary>Accounts in logrotate(8): <c>su user group</c>, <c>create mode owner group</c> and <c>createolddir mode owner group</c>.</summary>
internal static class LogrotateReferences
{
    public static IEnumerable<AccountReference> Read(RootFiles files) =>
        from path in files.Names("/etc/logrotate.d").Select(name => $"/etc/logrotate.d/{name}").Prepend("/etc/logrotate.conf")
        let text = files.ReadText(path)
        where text is not null
        from line in Directives(new ConfigFile(path, path, text))
        from reference in OfLine(line.Words, path, line.Line)
        select reference;

    // What stands between prerotate, postrotate… and endscript is a program.
    private static IEnumerable<(string[] Words, int Line)> Directives(ConfigFile file)
    {
        var isScript = false;
        foreach (var (text, line) in file.Lines())
        {
            var words = text.Split('#', 2)[0].Split([' ', '\t', '{', '}'], StringSplitOptions.RemoveEmptyEntries);
            if (words is []) continue;
            if (words[0] is "prerotate" or "postrotate" or "firstaction" or "lastaction" or "preremove") isScript = true;
            else if (words[0] == "endscript") isScript = false;
            else if (!isScript) yield return (words, line);
        }
    }

    private static IEnumerable<AccountReference> OfLine(string[] words, string path, int line)
    {
        var names = words switch
        {
            ["su", .. var rest] => rest,
            // The mode may be left out.
            ["create" or "createolddir", var mode, .. var rest] when mode.All(char.IsAsciiDigit) => rest,
            ["create" or "createolddir", .. var rest] => rest,
            _ => [],
        };
        if (names is [var user, ..]) yield return new(AccountKind.User, user, path, line, $"{words[0]}");
        if (names is [_, var group, ..]) yield return new(AccountKind.Group, group, path, line, $"{words[0]}");
    }
}
