using Stage3.Linux.Files;
using Stage3.Portage.Accounts;
using Stage3.Reports;

namespace Stage3.Chroot.Rules.Accounts;

internal sealed class ShellMissing() : EvidenceRule(
    "accounts/shell-missing",
    Severity.Error,
    "The login shell of every user is a program of the root",
    "merge the package that brings the shell, or give the user one that is there (/sbin/nologin, /bin/false)",
    "/etc/passwd")
{
    private const int Executable = 0x49; // 0111

    internal override IEnumerable<Finding> Check(ChrootEvidence evidence) =>
        from user in evidence.Accounts.Passwd.Entries
        where user.Shell.Length > 0
        let wrong = WhatIsWrong(user.Shell, evidence.Files)
        where wrong is not null
        select Found(
            $"the login shell '{AccountText.Display(user.Shell)}' of user '{AccountText.Display(user.Name)}' {wrong}", "/etc/passwd", user.Line).OfUser(user.Name);

    private static string? WhatIsWrong(string shell, RootFiles files) => files.Find(shell) switch
    {
        _ when shell[0] != '/' => "is no absolute path",
        null => "does not exist",
        { Status.Type: not FileType.File } => "is no regular file",
        { Status.Mode: var mode } when (mode & Executable) == 0 => "is not executable",
        _ => null,
    };
}
