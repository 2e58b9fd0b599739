namespace Stage3.Chroot.References;

/// <summary>
/// Accounts in crontab(5): the sixth field of system crontabs, the second one after <c>@daily</c> and the like, and the names of the
/// files in the spool, which are users.
/// </summary>
internal static class CronReferences
{
    private static readonly string[] Spools = ["/var/spool/cron/crontabs", "/var/spool/cron"];

    public static IEnumerable<AccountReference> Read(RootFiles files) => [.. Tables(files).SelectMany(path => OfTable(files, path)), .. OfSpools(files)];

    private static IEnumerable<string> Tables(RootFiles files) =>
        // As cron reads them: names with a dot are none.
        files.Names("/etc/cron.d").Where(name => !name.Contains('.', StringComparison.Ordinal)).Select(name => $"/etc/cron.d/{name}").Prepend("/etc/crontab");

    private static IEnumerable<AccountReference> OfTable(RootFiles files, string path)
    {
        if (files.ReadText(path) is not { } text) yield break;
        foreach (var (said, line) in new ConfigFile(path, path, text).Lines())
        {
            var words = said.Split((char[])[' ', '\t'], StringSplitOptions.RemoveEmptyEntries);
            if (words is [] or [['#', ..], ..] || IsVariable(words)) continue;
            var at = words[0][0] == '@' ? 1 : 5;
            // FreeBSD's and cronie's "-" before the user: do not log.
            if (words.Length > at + 1 && words[at].TrimStart('-').Split(':', '/')[0] is { Length: > 0 } user) yield return new(AccountKind.User, user, path, line, "the job");
        }
    }

    private static bool IsVariable(string[] words) =>
        words[0].Contains('=', StringComparison.Ordinal) || words is [_, ['=', ..], ..];

    private static IEnumerable<AccountReference> OfSpools(RootFiles files) =>
        from spool in Spools
        from name in files.Names(spool)
        where name[0] != '.' && files.Find($"{spool}/{name}") is { Status.Type: Linux.Files.FileType.File }
        select new AccountReference(AccountKind.User, name, $"{spool}/{name}", 1, "the crontab");
}
