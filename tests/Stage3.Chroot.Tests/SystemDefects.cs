using Stage3.Chroot.Policy;
using Stage3.Linux;
using Stage3.Linux.Files;

namespace Stage3.Chroot.Tests;

/// <summary>Defects of what names accounts beside systemd and D-Bus, of programs, of privileges, leftovers and choices.</summary>
internal static class SystemDefects
{
    private const string Missing = ", which does not exist and is not made at boot";
    private const int SetUser = 0b100_111_101_101;
    private const int SetGroup = 0b010_111_101_101;

    public static IEnumerable<Defect> All => [.. Pam, .. Jobs, .. Programs, .. Privileges, .. Leftovers, .. Choices, .. Remains];

    private static IEnumerable<Defect> Pam =>
    [
        new("pam_wheel's group is missing", root => root.Write("etc/pam.d/su", "# su\n-auth\tsufficient pam_rootok.so\nauth [success=1 default=ignore] /lib/security/pam_wheel.so use_uid group=ghost # who\n"),
            "references/pam-service", "/etc/pam.d/su", 3, $"pam_wheel's group= names the group 'ghost'{Missing}"),
        new("pam_succeed_if's group is missing", root => root.Write("usr/lib/pam.d/a", "auth required pam_succeed_if.so quiet \\\n user ingroup wheel:ghost\n"),
            "references/pam-service", "/usr/lib/pam.d/a", 1, $"pam_succeed_if's ingroup names the group 'ghost'{Missing}"),
        new("pam_succeed_if's user is missing", root => root.Write("etc/pam.d/a", "auth required pam_succeed_if.so user != ghost uid >= 1000\n"),
            "references/pam-service", "/etc/pam.d/a", 1, $"pam_succeed_if's != names the user 'ghost'{Missing}"),
        new("pam_listfile's group is missing", root => root.Write("etc/pam.d/a", "auth required pam_listfile.so item=tty apply=@ghost\n"),
            "references/pam-service", "/etc/pam.d/a", 1, $"pam_listfile's apply= names the group 'ghost'{Missing}"),
        new("a limit's user is missing", root => root.Write("etc/security/limits.conf", "# *\n* soft core 0\n@wheel - nice 1\n1000: hard cpu 1\nghost hard nproc 5\n"),
            "references/security-table", "/etc/security/limits.conf", 5, $"the limit names the user 'ghost'{Missing}"),
        new("a limit's group is missing, in a further file", root => root.Write("etc/security/limits.d/a.conf", "@ghost hard nproc 5\n"),
            "references/security-table", "/etc/security/limits.d/a.conf", 1, $"the limit names the group 'ghost'{Missing}"),
        new("a user of access is missing", root => root.Write("etc/security/access.conf", "+:root (wheel) @net:LOCAL\n-:ALL EXCEPT ghost:ALL\n"),
            "references/security-table", "/etc/security/access.conf", 2, $"the rule of access names the user 'ghost'{Missing}"),
        new("a group of access is missing", root => root.Write("etc/security/access.conf", "+:(ghost):ALL\n"),
            "references/security-table", "/etc/security/access.conf", 1, $"the rule of access names the group 'ghost'{Missing}"),
        new("a group to be put into is missing", root => root.Write("etc/security/group.conf", "xsh; tty* ;root|%wheel|*;Al0000-2400;bin, ghost\n"),
            "references/security-table", "/etc/security/group.conf", 1, $"the rule of group membership names the group 'ghost'{Missing}"),
    ];

    private static IEnumerable<Defect> Jobs =>
    [
        new("a job's user is missing", root => root.Write("etc/crontab", "# m h\nSHELL=/bin/sh\n5 4 * * * root /bin/true\n*/5 4 * * sun ghost /bin/true\n"),
            "references/cron-job", "/etc/crontab", 4, $"the job names the user 'ghost'{Missing}"),
        new("a job's user is missing, at a nickname", root => { root.Write("etc/cron.d/a", "@daily ghost /bin/true\n"); root.Write("etc/cron.d/b.bak", "@daily none x\n"); },
            "references/cron-job", "/etc/cron.d/a", 1, $"the job names the user 'ghost'{Missing}"),
        new("a crontab is nobody's", root => root.Write("var/spool/cron/crontabs/ghost", ""),
            "references/cron-job", "/var/spool/cron/crontabs/ghost", 1, $"the crontab names the user 'ghost'{Missing}"),
        new("logrotate creates for nobody", root => root.Write("etc/logrotate.d/a", "/var/log/a {\n\tpostrotate\n\t\tsu ghost\n\tendscript\n\tcreate 0640 root ghost\n}\n"),
            "references/logrotate", "/etc/logrotate.d/a", 5, $"create names the group 'ghost'{Missing}"),
        new("logrotate becomes nobody", root => root.Write("etc/logrotate.conf", "weekly\ncreate\nsu ghost bin\n"),
            "references/logrotate", "/etc/logrotate.conf", 3, $"su names the user 'ghost'{Missing}"),
        new("an installed user is missing", root => root.Folder("var/db/pkg/acct-user/ghost-user-0-r3"),
            "references/installed-account", "/var/db/pkg/acct-user/ghost-user-0-r3", 1, $"acct-user/ghost-user-0-r3 names the user 'ghost-user'{Missing}"),
        new("an installed user has another id", root => { root.Folder("var/db/pkg/acct-user/messagebus-0-r3"); root.Write("usr/lib/sysusers.d/acct-user-messagebus.conf", "# GLEP 81\ng messagebus 7 -\nu messagebus 7 \"System user; messagebus\" /dev/null /sbin/nologin\n"); },
            "references/installed-account-id", "/usr/lib/sysusers.d/acct-user-messagebus.conf", 3, "the user 'messagebus' has the id 101; acct-user/messagebus-0-r3 asks for 7"),
        new("an installed group has another id", root => { root.Folder("var/db/pkg/acct-group/wheel-0"); root.Write("usr/lib/sysusers.d/acct-group-wheel.conf", "g wheel 11 -\n"); },
            "references/installed-account-id", "/usr/lib/sysusers.d/acct-group-wheel.conf", 1, "the group 'wheel' has the id 10; acct-group/wheel-0 asks for 11"),
        new("an installed user has another id than its older package asks for", root => SaveEnvironment(root, "acct-user/messagebus-0", "declare -x A=1\ndeclare -- ACCT_USER_ID=\"7\"\ndeclare -a ACCT_USER_GROUPS=([0]=\"messagebus\")\n"),
            "references/installed-account-id", "/var/db/pkg/acct-user/messagebus-0/environment.bz2", null, "the user 'messagebus' has the id 101; acct-user/messagebus-0 asks for 7"),
        new("an installed group is missing", root => { root.Folder("var/db/pkg/acct-group/ghost-1.2"); root.Folder("var/db/pkg/acct-group/wheel-0"); },
            "references/installed-account", "/var/db/pkg/acct-group/ghost-1.2", 1, $"acct-group/ghost-1.2 names the group 'ghost'{Missing}"),
    ];

    private static IEnumerable<Defect> Programs =>
    [
        new("a program's library is missing", root => root.Elf("usr/bin/a", null, null, "libghost.so.1"),
            "integrity/library-missing", "/usr/bin/a", null, "/usr/bin/a needs the library 'libghost.so.1', which is not in the root"),
        new("a library's library is missing", root => { root.Elf("usr/lib/liba.so.1", null, null, "libb.so.1"); root.Elf("opt/a/lib/libb.so.1", null, "$ORIGIN/../x", "libc.so.9"); root.Write("etc/ld.so.conf", "include ld.so.conf.d/*.conf\n"); root.Write("etc/ld.so.conf.d/a.conf", "/opt/a/lib\n"); },
            "integrity/library-missing", "/opt/a/lib/libb.so.1", null, "/opt/a/lib/libb.so.1 needs the library 'libc.so.9', which is not in the root"),
        new("a library is there for another machine only", root => { root.Elf("usr/bin/a", null, null, "libb.so.1"); root.Elf("usr/lib/libb.so.1", null, null); SetMachine(root, "usr/lib/libb.so.1", 3); root.Elf("opt/b/libb.so.1", null, null); SetMachine(root, "opt/b/libb.so.1", 183); },
            "integrity/library-missing", "/usr/bin/a", null, "/usr/bin/a needs the library 'libb.so.1', which is not in the root"),
        new("a loader is missing", root => root.Elf("usr/bin/a", "/lib/ld-ghost.so.2", null),
            "integrity/interpreter-missing", "/usr/bin/a", null, "/usr/bin/a is started by '/lib/ld-ghost.so.2', which is not in the root"),
        new("a script's interpreter is missing", root => root.Write("usr/bin/a", "#! /usr/bin/ghost -e\n", 0b111_101_101),
            "integrity/interpreter-missing", "/usr/bin/a", null, "/usr/bin/a is started by '/usr/bin/ghost', which is not in the root"),
        new("a script's interpreter is missing, off PATH", root => { root.Write("usr/libexec/a", "#!/usr/bin/ghost\n", 0b111_101_101); root.Write("usr/share/doc/a/b", "#!/usr/bin/ghost\n", 0b111_101_101); root.Write("usr/lib/a/tests/b", "#!/usr/bin/ghost\n", 0b111_101_101); },
            "integrity/interpreter-missing", "/usr/libexec/a", null, "/usr/libexec/a is started by '/usr/bin/ghost', which is not in the root"),
        new("a library is where nobody looks", root => { root.Elf("usr/bin/a", null, null, "libb.so.1"); root.Elf("opt/b/libb.so.1", null, null); },
            "integrity/library-elsewhere", "/usr/bin/a", null, "/usr/bin/a needs the library 'libb.so.1', which the loader does not find at /opt/b/libb.so.1"),
        new("a script's interpreter is not on PATH", root => { root.Program("usr/bin/env"); root.Write("usr/sbin/a", "#!/usr/bin/env ghost\n", 0b111_101_101); root.Write("usr/sbin/b", "#!/usr/bin/env bash\n", 0b111_101_101); },
            "integrity/interpreter-missing", "/usr/sbin/a", null, "/usr/sbin/a is started by 'ghost', which is not in the root"),
        new("a link points nowhere", root => { root.Folder("usr/lib"); File.CreateSymbolicLink(root["usr/lib/liba.so"], "liba.so.1"); File.CreateSymbolicLink(root["etc/mtab"], "../proc/self/mounts"); },
            "integrity/broken-symlink", "/usr/lib/liba.so", null, "/usr/lib/liba.so points to 'liba.so.1', which is not there"),
        new("a link points out of the root", root => { root.Folder("usr/lib"); File.CreateSymbolicLink(root["usr/lib/a"], "../../../../../../../../etc/hostname"); },
            "integrity/broken-symlink", "/usr/lib/a", null, "/usr/lib/a points to '../../../../../../../../etc/hostname', which is not there"),
        new("configuration waits", root => { root.Write("etc/._cfg0000_a.conf", ""); root.Write("etc/._cfg_b", ""); },
            "integrity/configuration-pending", "/etc/._cfg0000_a.conf", null, "/etc/._cfg0000_a.conf waits to replace 'a.conf'"),
    ];

    private static IEnumerable<Defect> Privileges =>
    [
        new("a setuid file", root => root.Write("usr/bin/a", "", SetUser),
            "ownership/privileged-file", "/usr/bin/a", null, "/usr/bin/a has setuid of root"),
        new("a setgid file of a package", root => { IntegrityDefects.Install(root); root.Chown("usr/bin/a b", 0, 42); root.Chmod("usr/bin/a b", SetGroup); },
            "ownership/privileged-file", "/usr/bin/a b", null, "/usr/bin/a b of sys-apps/a-1 has setgid of shadow"),
        new("a file with capabilities", root => { root.Program("usr/bin/a"); root.SetXattr("usr/bin/a", Xattr.Of("security.capability", [0, 0, 0, 2, 0, 32, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0])); },
            "ownership/privileged-file", "/usr/bin/a", null, "/usr/bin/a has capabilities cap_net_raw=p"),
        new("a file of a package with capabilities", root => { IntegrityDefects.Install(root); root.SetXattr("usr/bin/a b", Xattr.Of("security.capability", [1, 0, 0, 2, 0, 4, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0])); },
            "ownership/privileged-file", "/usr/bin/a b", null, "/usr/bin/a b of sys-apps/a-1 has capabilities cap_net_bind_service=ep"),
        new("a setuid file of no package", root => { IntegrityDefects.Install(root); root.Write("var/lib/portage/a", "", SetUser); },
            "ownership/privileged-file-unowned", "/var/lib/portage/a", null, "/var/lib/portage/a has setuid of root, and no package brought it"),
        new("files of no package", root => { IntegrityDefects.Install(root); root.Write("usr/share/b", ""); root.Write("usr/share/a", ""); root.Write("var/lib/portage/world", ""); },
            "ownership/unowned-file", "/usr/share/a", null, "no package brought /usr/share/a (and 1 more in /usr/share)"),
    ];

    private static IEnumerable<Defect> Leftovers =>
    [
        new("a temporary file", root => root.Write("tmp/x/a", ""), "leftovers/temporary-files", "/tmp/x/a", null, "/tmp/x/a was left behind"),
        new("temporary files that outlive a boot", root => { root.Write("var/tmp/a", ""); root.Write("var/tmp/b", ""); },
            "leftovers/temporary-files", "/var/tmp/a", null, "/var/tmp/a (and 1 more in /var/tmp) was left behind"),
        new("a cache", root => root.Write("var/cache/distfiles/a.tar.xz", ""), "leftovers/cache", "/var/cache/distfiles/a.tar.xz", null, "/var/cache/distfiles/a.tar.xz was left behind"),
        new("a log", root => { root.Write("var/log/emerge.log", ""); root.Write("var/log/wtmp", ""); }, "leftovers/log", "/var/log/emerge.log", null, "/var/log/emerge.log was left behind"),
        new("a machine id", root => { root.Write("etc/machine-id", "5d41402abc4b2a76b9719d911017c592\n"); root.Folder("var/lib/dbus"); File.CreateSymbolicLink(root["var/lib/dbus/machine-id"], "/etc/machine-id"); },
            "leftovers/machine-id", "/etc/machine-id", 1, "/etc/machine-id holds an id"),
        new("a machine id of dbus's own", root => { root.Write("etc/machine-id", "uninitialized\n"); root.Write("var/lib/dbus/machine-id", "5d41402abc4b2a76b9719d911017c592\n"); },
            "leftovers/machine-id", "/var/lib/dbus/machine-id", 1, "/var/lib/dbus/machine-id holds an id"),
        new("a name server", root => root.Write("etc/resolv.conf", "# by hand\nnameserver 127.0.0.53\nnameserver 192.0.2.1\n"),
            "leftovers/resolv-conf", "/etc/resolv.conf", 3, "/etc/resolv.conf has a nameserver of the build host"),
        new("a search domain", root => root.Write("etc/resolv.conf", "search . \nsearch example.org\n"),
            "leftovers/resolv-conf", "/etc/resolv.conf", 2, "/etc/resolv.conf has a search of the build host"),
        new("configuration names the host", root => { OfHost(root); root.Write("etc/a.conf", "# a\ncache=/build/chroot/var/cache\n"); },
            "leftovers/host-path", "/etc/a.conf", 2, "/etc/a.conf names /build/chroot of the build host"),
        new("a link names the host", root => { OfHost(root); File.CreateSymbolicLink(root["etc/a"], "/build/chroot/../../proc/a"); },
            "leftovers/host-path", "/etc/a", null, "/etc/a names /build/chroot of the build host"),
    ];

    private static IEnumerable<Defect> Choices =>
    [
        new("no profile", root => { IntegrityDefects.Install(root); root.Delete("etc/portage/make.profile"); },
            "policy/profile", "/etc/portage/make.profile", null, "there is no /etc/portage/make.profile"),
        new("a profile that the repository has not", root => { IntegrityDefects.Install(root); root.Folder("var/db/repos/gentoo/profiles"); },
            "policy/profile", "/etc/portage/make.profile", null, "/etc/portage/make.profile points to '../../var/db/repos/gentoo/profiles/default', which the repository has not"),
        new("an enabled unit is missing", root => { root.Write("usr/lib/systemd/system/a@.service", "[Service]\n"); root.Folder("etc/systemd/system/b.target.wants"); foreach (var name in new[] { "a@b.service", "ghost.service" }) File.CreateSymbolicLink(root[$"etc/systemd/system/b.target.wants/{name}"], "/dev/null"); },
            "policy/enabled-unit-missing", "/etc/systemd/system/b.target.wants/ghost.service", null, "b.target.wants wants the unit 'ghost.service', which does not exist"),
        new("a time zone is missing", root => { root.Write("usr/share/zoneinfo/UTC", ""); root.Write("etc/timezone", "Europe/Nowhere\n"); },
            "policy/time-zone", "/etc/timezone", 1, "/etc/timezone names 'Europe/Nowhere', which does not exist"),
        new("a locale is missing", root => { root.Folder("usr/lib/locale/de_DE.utf8"); root.Write("etc/locale.conf", "LC_TIME=\"de_DE.UTF-8\"\nLANG=xx_XX.UTF-8\n"); },
            "policy/locale", "/etc/locale.conf", 2, "LANG names the locale 'xx_XX.UTF-8', which does not exist"),
        new("a preset is not applied", root => { root.Write("etc/machine-id", ""); root.Write("usr/lib/systemd/system-preset/90-a.preset", "disable b*\nenable *.service\n"); root.Write("usr/lib/systemd/system/a.service", "[Service]\n[Install]\nWantedBy=b.target\n"); root.Write("usr/lib/systemd/system/b.service", "[Service]\n[Install]\nWantedBy=b.target\n"); },
            "policy/preset", "/usr/lib/systemd/system-preset/90-a.preset", 2, "the unit 'a.service' is not enabled, and a preset says that it should be"),
    ];

    private static IEnumerable<Defect> Remains =>
    [
        new("a copy of shadow", root => root.Write("etc/shadow-", "", 0b110_000_000), "policy/backup-file", "/etc/shadow-", null, "/etc/shadow- is a copy of an older version"),
        new("an editor's copy", root => root.Write("etc/fstab~", ""), "policy/backup-file", "/etc/fstab~", null, "/etc/fstab~ is a copy of an older version"),
        new("a repository", root => { root.Write("var/db/repos/a/profiles/repo_name", "a\n"); root.Folder("var/db/repos/b"); },
            "policy/repository", "/var/db/repos/a", null, "/var/db/repos/a is an ebuild repository"),
        new("a repository in its old place", root => root.Write("usr/portage/metadata/layout.conf", "masters =\n"),
            "policy/repository", "/usr/portage", null, "/usr/portage is an ebuild repository"),
        new("a history", root => { root.Write("root/.bash_history", "passwd\n"); root.Write("root/.bashrc", ""); },
            "policy/home-of-root", "/root/.bash_history", null, "/root/.bash_history was left behind"),
        new("an enabled unit that a preset disables", root => { root.Write("etc/machine-id", ""); root.Write("usr/lib/systemd/system-preset/90-a.preset", "# which\ndisable a.*\n"); root.Write("usr/lib/systemd/system/a.service", "[Install]\nWantedBy=b.target\n"); root.Folder("etc/systemd/system/b.target.wants"); File.CreateSymbolicLink(root["etc/systemd/system/b.target.wants/a.service"], root.Inside("usr/lib/systemd/system/a.service")); },
            "policy/preset", "/usr/lib/systemd/system-preset/90-a.preset", 2, "the unit 'a.service' is enabled, and a preset says that it should not be"),
    ];

    private static void SetMachine(SoundRoot root, string path, short machine)
    {
        using var file = File.OpenWrite(root[path]);
        file.Position = 18;
        file.Write(BitConverter.GetBytes(machine));
    }

    // As Portage saves it: declarations of bash, compressed.
    private static void SaveEnvironment(SoundRoot root, string package, string environment)
    {
        root.Write($"var/db/pkg/{package}/environment.bz2", "");
        using var file = File.Create(root[$"var/db/pkg/{package}/environment.bz2"]);
        using var compressed = Archives.Compressors.Compression.Bzip2.OpenWriter(file, Archives.Compressors.CompressionSettings.Default);
        compressed.Write(System.Text.Encoding.UTF8.GetBytes(environment));
    }

    private static void OfHost(SoundRoot root) =>
        root.Policy = ChrootPolicy.Default with { HostFolders = [HostPath.Parse("/build/chroot")] };
}
