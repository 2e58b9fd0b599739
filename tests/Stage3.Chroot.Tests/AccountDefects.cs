using Stage3.Chroot.Contract;
using Stage3.Portage.Accounts;

namespace Stage3.Chroot.Tests;

/// <summary>Defects of the contract and of the account files.</summary>
internal static class AccountDefects
{
    public static IEnumerable<Defect> All => [.. Contract, .. Files, .. Names, .. References, .. Passwords, .. Ranges, .. Disk];

    private static RequiredUser Messagebus => new(AccountName.Parse("messagebus"));

    private static IEnumerable<Defect> Contract =>
    [
        new("a user of the contract is missing", root => root.Contract = root.Contract with { Users = [new(AccountName.Parse("systemd-network"))] },
            "contract/user-missing", "/etc/passwd", null, "user 'systemd-network' of the specification is not in /etc/passwd"),
        new("a group of the contract is missing", root => root.Contract = root.Contract with { Groups = [new(AccountName.Parse("plugdev"))] },
            "contract/group-missing", "/etc/group", null, "group 'plugdev' of the specification is not in /etc/group"),
        new("a user's group of the contract is missing", root => root.Contract = new([Messagebus with { Groups = [AccountName.Parse("plugdev")] }], []),
            "contract/group-missing", "/etc/group", null, "group 'plugdev' of the specification is not in /etc/group"),
        new("a user of the contract is not in shadow", root => root.Replace("etc/shadow", "messagebus:!:19000::::::\n", ""),
            "contract/user-without-shadow", "/etc/passwd", 3, "user 'messagebus' of the specification is in /etc/passwd but not in /etc/shadow"),
        new("a group of the contract is not in gshadow", root => root.Replace("etc/gshadow", "messagebus:!::\n", ""),
            "contract/group-without-gshadow", "/etc/group", 5, "group 'messagebus' of the specification is in /etc/group but not in /etc/gshadow"),
        new("another user id", root => root.Contract = new([Messagebus with { Id = 102 }], []),
            "contract/user-id", "/etc/passwd", 3, "user 'messagebus' has the id 101; the specification asks for 102"),
        new("another group id", root => root.Contract = new([], [new(AccountName.Parse("messagebus")) { Id = 102 }]),
            "contract/group-id", "/etc/group", 5, "group 'messagebus' has the id 101; the specification asks for 102"),
        new("another home", root => root.Replace("etc/passwd", ":/dev/null:", ":/var/empty:"),
            "contract/user-home", "/etc/passwd", 3, "user 'messagebus' has the home '/var/empty'; the specification asks for '/dev/null'"),
        new("another shell", root => root.Replace("etc/passwd", "/sbin/nologin", "/bin/false"),
            "contract/user-shell", "/etc/passwd", 3, "user 'messagebus' has the shell '/bin/false'; the specification asks for '/sbin/nologin'"),
        new("another primary group", root =>
            {
                root.Replace("etc/passwd", "messagebus:x:101:101:", "messagebus:x:101:1:");
                root.Contract = new([Messagebus with { PrimaryGroup = AccountName.Parse("messagebus") }], []);
            },
            "contract/user-primary-group", "/etc/passwd", 3, "user 'messagebus' has the primary group 'bin'; the specification asks for 'messagebus'"),
        new("not a member", root => root.Contract = new([Messagebus with { Groups = [AccountName.Parse("wheel")] }], []),
            "contract/user-membership", "/etc/group", 3, "user 'messagebus' is not in group 'wheel', which the specification asks for"),
    ];

    private static IEnumerable<Defect> Files =>
    [
        new("no gshadow", root => { root.Delete("etc/gshadow"); root.Contract = AccountContract.Empty; },
            "accounts/file-missing", "/etc/gshadow", null, "there is no /etc/gshadow"),
        new("no shadow", root => { root.Delete("etc/shadow"); root.Contract = AccountContract.Empty; },
            "accounts/file-missing", "/etc/shadow", null, "there is no /etc/shadow"),
        new("no passwd", root => { root.Delete("etc/passwd"); root.Contract = AccountContract.Empty; },
            "accounts/file-missing", "/etc/passwd", null, "there is no /etc/passwd"),
        new("no group", root => { root.Delete("etc/group"); root.Contract = AccountContract.Empty; },
            "accounts/file-missing", "/etc/group", null, "there is no /etc/group"),
        new("a pipe for shadow", root => { root.Delete("etc/shadow"); root.Fifo("etc/shadow"); root.Chmod("etc/shadow", 0b110_000_000); root.Contract = AccountContract.Empty; },
            "accounts/file-refused", "/etc/shadow", null, "/etc/shadow was not read: it is no regular file but a named pipe"),
        new("a link in circles for passwd", root => { root.Delete("etc/passwd"); File.CreateSymbolicLink(root["etc/passwd"], "../../../etc/passwd"); root.Contract = AccountContract.Empty; },
            "accounts/file-refused", "/etc/passwd", null, "/etc/passwd was not read: cannot follow: Too many levels of symbolic links (ELOOP)"),
        new("shadow for everybody to read", root => root.Chmod("etc/shadow", 0b110_100_100),
            "accounts/file-permissions", "/etc/shadow", null, "/etc/shadow has the mode 0644"),
        new("passwd for its group to write", root => root.Chmod("etc/passwd", 0b110_110_100),
            "accounts/file-permissions", "/etc/passwd", null, "/etc/passwd has the mode 0664"),
        new("group belongs to somebody", root => root.Chown("etc/group", 1, 0),
            "accounts/file-permissions", "/etc/group", null, "/etc/group belongs to the user id 1"),
        new("a passwd line of six fields", root => root.Append("etc/passwd", "games:x:12:1::/usr/games\n"),
            "accounts/malformed-line", "/etc/passwd", 5, "malformed line 'games:x:12:1::/usr/games': it has 6 of 7 fields"),
        new("a gid with letters", root => root.Append("etc/group", "games:x:ten:\n"),
            "accounts/malformed-line", "/etc/group", 7, "malformed line 'games:x:ten:': the group id 'ten' is no number from 0 to 4294967294"),
        new("a broken shadow line, whose hash is not repeated", root => root.Append("etc/shadow", "games:$6$secret:19000\n"),
            "accounts/malformed-line", "/etc/shadow", 5, "malformed line 'games:…': it has 3 of 9 fields"),
        new("a broken gshadow line", root => root.Append("etc/gshadow", "games\n"),
            "accounts/malformed-line", "/etc/gshadow", 7, "malformed line 'games': it has 1 of 4 fields"),
    ];

    private static IEnumerable<Defect> Names =>
    [
        new("a user twice", root => root.Append("etc/passwd", "bin:x:1:1:bin:/bin:/bin/false\n"),
            "accounts/duplicate-name", "/etc/passwd", 5, "user 'bin' is on line 2 already"),
        new("a group twice", root => root.Append("etc/group", "wheel:x:11:\n"),
            "accounts/duplicate-name", "/etc/group", 7, "group 'wheel' is on line 3 already"),
        new("a shadow line twice", root => root.Append("etc/shadow", "bin:*:19000::::::\n"),
            "accounts/duplicate-name", "/etc/shadow", 5, "user 'bin' is on line 2 already"),
        new("a gshadow line twice", root => root.Append("etc/gshadow", "bin:*::\n"),
            "accounts/duplicate-name", "/etc/gshadow", 7, "group 'bin' is on line 2 already"),
        new("a user id twice", root => AddUser(root, "games:x:101:1::/usr/games:/bin/false"),
            "accounts/duplicate-user-id", "/etc/passwd", 5, "user 'games' has the id 101 of user 'messagebus'"),
        new("a group id twice", root => AddGroup(root, "games:x:10:"),
            "accounts/duplicate-group-id", "/etc/group", 7, "group 'games' has the id 10 of group 'wheel'"),
        new("a second root", root => AddUser(root, "toor:x:0:0::/root:/bin/bash"),
            "accounts/second-root", "/etc/passwd", 5, "user 'toor' has root's id 0"),
        new("an unusual user name", root => AddUser(root, "Games:x:12:1::/usr/games:/bin/false"),
            "accounts/unusual-name", "/etc/passwd", 5, "user name 'Games' is unusual"),
        new("an unusual group name", root => AddGroup(root, "9games:x:12:"),
            "accounts/unusual-name", "/etc/group", 7, "group name '9games' is unusual"),
    ];

    private static IEnumerable<Defect> References =>
    [
        new("a primary group that is not there", root => AddUser(root, "games:x:12:12::/usr/games:/bin/false"),
            "accounts/primary-group-missing", "/etc/passwd", 5, "user 'games' has the primary group 12, which is not in /etc/group"),
        new("a member that is not there", root => root.Replace("etc/group", "wheel:x:10:root", "wheel:x:10:root,larry"),
            "accounts/member-missing", "/etc/group", 3, "member 'larry' of group 'wheel' is no user"),
        new("a gshadow member that is not there", root => root.Replace("etc/gshadow", "wheel:!:root:root", "wheel:!:root:root,larry"),
            "accounts/gshadow-member-missing", "/etc/gshadow", 3, "member 'larry' of group 'wheel' is no user"),
        new("an administrator that is not there", root => root.Replace("etc/gshadow", "wheel:!:root:root", "wheel:!:larry:root"),
            "accounts/gshadow-member-missing", "/etc/gshadow", 3, "administrator 'larry' of group 'wheel' is no user"),
        new("a member in group only", root => root.Replace("etc/group", "wheel:x:10:root", "wheel:x:10:root,bin"),
            "accounts/gshadow-members-differ", "/etc/gshadow", 3, "'bin' is a member of group 'wheel' in group but not in gshadow"),
        new("a member in gshadow only", root => root.Replace("etc/gshadow", "wheel:!:root:root", "wheel:!:root:root,bin"),
            "accounts/gshadow-members-differ", "/etc/gshadow", 3, "'bin' is a member of group 'wheel' in gshadow but not in group"),
        new("a user without shadow", root => root.Replace("etc/shadow", "bin:*:19000::::::\n", ""),
            "accounts/user-without-shadow", "/etc/passwd", 2, "user 'bin' is in /etc/passwd but not in /etc/shadow"),
        new("a shadow without user", root => root.Append("etc/shadow", "games:*:19000::::::\n"),
            "accounts/shadow-without-user", "/etc/shadow", 5, "user 'games' is in /etc/shadow but not in /etc/passwd"),
        new("a group without gshadow", root => root.Append("etc/group", "games:x:12:\n"),
            "accounts/group-without-gshadow", "/etc/group", 7, "group 'games' is in /etc/group but not in /etc/gshadow"),
        new("a gshadow without group", root => root.Append("etc/gshadow", "games:!::\n"),
            "accounts/gshadow-without-group", "/etc/gshadow", 7, "group 'games' is in /etc/gshadow but not in /etc/group"),
    ];

    private static IEnumerable<Defect> Passwords =>
    [
        new("an empty password in shadow", root => root.Replace("etc/shadow", "bin:*:", "bin::"),
            "accounts/empty-password", "/etc/shadow", 2, "user 'bin' has an empty password"),
        new("an empty password in passwd", root => root.Replace("etc/passwd", "bin:x:1", "bin::1"),
            "accounts/empty-password", "/etc/passwd", 2, "user 'bin' has an empty password"),
        new("a root password", root => root.Replace("etc/shadow", "root:*:", "root:$6$salt$hash:"),
            "accounts/password-set", "/etc/shadow", 1, "user 'root' has a password"),
        new("a hash behind a lock", root => root.Replace("etc/shadow", "bin:*:", "bin:!$6$salt$hash:"),
            "accounts/hash-behind-lock", "/etc/shadow", 2, "user 'bin' is locked, and its hash is still there"),
        new("a hash in passwd", root => root.Replace("etc/passwd", "root:x:", "root:$6$salt$hash:"),
            "accounts/password-in-passwd", "/etc/passwd", 1, "the password field of user 'root' holds a hash"),
        new("a hash in group", root => root.Replace("etc/group", "wheel:x:", "wheel:$6$salt$hash:"),
            "accounts/password-in-passwd", "/etc/group", 3, "the password field of group 'wheel' holds a hash"),
    ];

    private static IEnumerable<Defect> Ranges =>
    [
        new("a user id of the dynamic range", root => AddUser(root, "games:x:61200:1::/usr/games:/bin/false"),
            "accounts/id-out-of-range", "/etc/passwd", 5, "user 'games' has the id 61200, outside of 101–999 and 1000–60000"),
        new("a group id of the container range", root => AddGroup(root, "games:x:600000:"),
            "accounts/id-out-of-range", "/etc/group", 7, "group 'games' has the id 600000, outside of 101–999 and 1000–60000"),
        new("overlapping ranges", root => root.Replace("etc/login.defs", "SYS_UID_MAX 999", "SYS_UID_MAX 1500"),
            "accounts/id-ranges-overlap", "/etc/login.defs", 4, "the ranges that begin with SYS_UID_MIN (101–1500) and UID_MIN (1000–60000) overlap"),
        new("an empty range", root => root.Replace("etc/login.defs", "SYS_GID_MAX 999", "SYS_GID_MAX 99"),
            "accounts/id-ranges-overlap", "/etc/login.defs", null, "the range that begins with SYS_GID_MIN is empty: 101–99"),
        new("root has another id", root => root.Replace("etc/passwd", "root:x:0:0:root:/root:", "root:x:7:0:root:/:"),
            "accounts/root-missing", "/etc/passwd", 1, "user 'root' has the id 7 and not 0"),
    ];

    private static IEnumerable<Defect> Disk =>
    [
        new("a shell that is not there", root => root.Delete("bin/bash"),
            "accounts/shell-missing", "/etc/passwd", 1, "the login shell '/bin/bash' of user 'root' does not exist"),
        new("a shell that is not executable", root => root.Chmod("bin/bash", 0b110_100_100),
            "accounts/shell-missing", "/etc/passwd", 1, "the login shell '/bin/bash' of user 'root' is not executable"),
        new("a shell that is a folder", root => root.Replace("etc/passwd", "/bin/bash", "/bin"),
            "accounts/shell-missing", "/etc/passwd", 1, "the login shell '/bin' of user 'root' is no regular file"),
        new("a relative shell", root => root.Replace("etc/passwd", "/bin/bash", "bin/bash"),
            "accounts/shell-missing", "/etc/passwd", 1, "the login shell 'bin/bash' of user 'root' is no absolute path"),
        new("a home of somebody else's", root => root.Chown("root", 101, 0),
            "accounts/home-owner", "/root", null, "the home of user 'root' belongs to user 'messagebus'"),
        new("a home of the host's number for the name", root =>
            {
                AddUser(root, "larry:x:1000:1::/home/larry:/bin/bash");
                root.Folder("home/larry");
            },
            "accounts/home-owner", "/home/larry", null, "the home of user 'larry' belongs to user 'root'"),
        new("no home for root", root => Directory.Delete(root["root"]),
            "accounts/home-missing", "/etc/passwd", 1, "user 'root' has the home '/root', which is no folder"),
    ];

    private static void AddUser(SoundRoot root, string line)
    {
        root.Append("etc/passwd", line + "\n");
        root.Append("etc/shadow", line[..line.IndexOf(':', StringComparison.Ordinal)] + ":*:19000::::::\n");
    }

    private static void AddGroup(SoundRoot root, string line)
    {
        root.Append("etc/group", line + "\n");
        root.Append("etc/gshadow", line[..line.IndexOf(':', StringComparison.Ordinal)] + ":!::\n");
    }
}
