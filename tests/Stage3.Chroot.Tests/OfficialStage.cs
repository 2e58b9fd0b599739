using System.Globalization;
using System.Text;
using Stage3.Archives.Digests;
using Stage3.Linux;
using Stage3.Linux.Files;
using Stage3.Testing;

namespace Stage3.Chroot.Tests;

/// <summary>
/// A root with what official stages for systemd hold and smaller ones do not: a /usr that is merged or split, lib64 beside the lib of
/// another width, accounts by acct-* packages, a profile in a repository that comes later, what gcc-config, ldconfig and env-update make,
/// init scripts of OpenRC, names that are not ASCII, and folders that were emptied before packing.
/// </summary>
internal sealed class OfficialStage : IDisposable
{
    private const string Chost = "x86_64-pc-linux-gnu";
    private readonly Scratch _scratch = new();
    private readonly Dictionary<string, StringBuilder> _contents = [];

    public OfficialStage(bool isMerged)
    {
        File.SetUnixFileMode(_scratch.Folder, (UnixFileMode)0b111_101_101);
        foreach (var folder in new[] { "usr/bin", "usr/lib", "usr/lib64", "proc", "sys", "run", "var/empty", "home", "root", "boot", "mnt", "opt" }) Directory.CreateDirectory(At(folder));
        if (isMerged)
        {
            foreach (var (link, target) in new[] { ("bin", "usr/bin"), ("sbin", "usr/bin"), ("usr/sbin", "bin"), ("lib", "usr/lib"), ("lib64", "usr/lib64") }) File.CreateSymbolicLink(At(link), target);
        }
        else
        {
            foreach (var folder in new[] { "bin", "sbin", "usr/sbin", "lib", "lib64" }) Directory.CreateDirectory(At(folder));
        }
        Baselayout();
        Toolchain();
        Programs();
        Accounts();
        Services();
        Configuration();
        Leave();
        foreach (var (package, contents) in _contents) Key(package, "CONTENTS", contents.ToString());
    }

    public HostPath Root => HostPath.Parse(_scratch.Folder);

    public void Dispose() => _scratch.Dispose();

    private void Baselayout()
    {
        const string Package = "sys-apps/baselayout-2.17";
        foreach (var (path, mode) in new[] { ("tmp", 0b1_111_111_111), ("var/tmp", 0b1_111_111_111), ("dev", 0b111_101_101), ("var/log", 0b111_101_101), ("var/lib/misc", 0b111_101_101) })
        {
            Own(Package, $"/{path}/.keep", "");
            File.SetUnixFileMode(At(path), (UnixFileMode)mode);
        }
        Link(Package, "/var/run", "../run");
        Link(Package, "/var/lock", "../run/lock");
        Link(Package, "/etc/mtab", "../proc/self/mounts");
        Own(Package, "/etc/hosts", "127.0.0.1 localhost\n");
        Own(Package, "/etc/passwd", "", content: "root:x:0:0:root:/root:/bin/bash\nbin:x:1:1:bin:/bin:/bin/false\nhalt:x:7:0:halt:/sbin:/sbin/halt\noperator:x:11:0:operator:/root:/sbin/nologin\nman:x:13:15:man:/usr/share/man:/bin/false\nportage:x:250:250:portage:/var/lib/portage/home:/sbin/nologin\nmessagebus:x:101:101:System user; messagebus:/dev/null:/sbin/nologin\nsystemd-network:x:192:192:System user; systemd-network:/dev/null:/sbin/nologin\nnobody:x:65534:65534:nobody:/var/empty:/bin/false\n");
        Own(Package, "/etc/group", "", content: "root:x:0:root\nbin:x:1:root,bin\ntty:x:5:\nlp:x:7:\nwheel:x:10:root\nman:x:15:\nutmp:x:406:\nkvm:x:78:\nmessagebus:x:101:\nsystemd-network:x:192:\nsystemd-journal:x:190:\nportage:x:250:portage\nnogroup:x:65533:\nnobody:x:65534:\n");
        Own(Package, "/etc/shadow", "", 0b110_100_000, content: "root:*:10770:0:::::\nbin:*:9797:0:::::\nhalt:*:9797:0:::::\noperator:*:9797:0:::::\nman:*:9797:0:::::\nportage:!:19000::::::\nmessagebus:!:19000::::::\nsystemd-network:!:19000::::::\nnobody:*:9797:0:::::\n");
        Write("/etc/gshadow", "root:::root\nbin:::root,bin\ntty:::\nlp:::\nwheel:::root\nman:::\nutmp:!::\nkvm:!::\nmessagebus:!::\nsystemd-network:!::\nsystemd-journal:!::\nportage:!::portage\nnogroup:::\nnobody:::\n", 0b110_100_000);
        Own("sys-apps/shadow-4.14", "/etc/login.defs", "UID_MIN\t\t1000\nUID_MAX\t\t60000\nSYS_UID_MIN\t101\nSYS_UID_MAX\t999\nGID_MIN\t1000\nGID_MAX 60000\nSYS_GID_MIN 101\nSYS_GID_MAX 999\n");
    }

    private void Toolchain()
    {
        const string Glibc = "sys-libs/glibc-2.40-r5";
        const string Gcc = "sys-devel/gcc-14.2.1_p20241221";
        Library(Glibc, "/lib64/libc.so.6");
        Library(Glibc, "/lib64/ld-linux-x86-64.so.2");
        Library(Glibc, "/lib/libc.so.6", machine: 3);
        Library(Glibc, "/usr/lib64/gconv/UTF-16.so", 62, "libc.so.6");
        Write("/usr/lib64/gconv/gconv-modules.cache", "made");
        Write("/usr/lib/locale/locale-archive", "made");
        foreach (var (library, machine) in new[] { ($"/usr/lib/gcc/{Chost}/14/libgcc_s.so.1", (short)62), ($"/usr/lib/gcc/{Chost}/14/32/libgcc_s.so.1", (short)3) }) Library(Gcc, library, machine);
        Program(Gcc, $"/usr/{Chost}/gcc-bin/14/gcc", "libc.so.6");
        Own(Gcc, "/usr/share/gcc-data/x/14/specs/a b.specs", "");
        foreach (var name in new[] { "gcc", "cc", $"{Chost}-gcc", $"{Chost}-gcc-14" }) Write($"/usr/bin/{name}", null, target: $"/usr/{Chost}/gcc-bin/14/gcc");
        Program("sys-devel/binutils-2.43-r2", $"/usr/{Chost}/binutils-bin/2.43/ld.bfd", "libc.so.6");
        foreach (var name in new[] { "ld", "ld.bfd", $"{Chost}-ld" }) Write($"/usr/bin/{name}", null, target: $"/usr/{Chost}/binutils-bin/2.43/ld.bfd");
        Write($"/usr/{Chost}/bin/ld", null, target: $"/usr/{Chost}/binutils-bin/2.43/ld.bfd");
        Write("/etc/env.d/04gcc-x86_64-pc-linux-gnu", $"GCC_PATH=\"/usr/{Chost}/gcc-bin/14\"\n");
        Write($"/etc/env.d/gcc/config-{Chost}", $"CURRENT={Chost}-14\n");
        Write("/etc/ld.so.conf", "# generated\ninclude ld.so.conf.d/*.conf\n/lib64\n/usr/lib64\n/usr/local/lib64\n/lib\n/usr/lib\n");
        Write("/etc/ld.so.conf.d/05gcc-x86_64-pc-linux-gnu.conf", $"/usr/lib/gcc/{Chost}/14\n/usr/lib/gcc/{Chost}/14/32\n");
        // ldconfig's folder is glibc's, and what ldconfig puts there nobody's.
        Of(Glibc).Append("dir /var/cache/ldconfig\n");
        Write("/var/cache/ldconfig/aux-cache", "made");
        foreach (var name in new[] { "ld.so.cache", "profile.env", "csh.env", "environment.d/10-gentoo-env.conf" }) Write($"/etc/{name}", "made");
    }

    private void Programs()
    {
        const string Bash = "app-shells/bash-5.2_p37";
        foreach (var name in new[] { "bash", "false" }) Program(Bash, $"/bin/{name}", "libc.so.6");
        Link("app-alternatives/sh-0-r1", "/bin/sh", "bash");
        Program("sys-apps/shadow-4.14", "/bin/su", mode: 0b100_111_101_101, needed: "libc.so.6");
        Program("sys-apps/shadow-4.14", "/sbin/nologin", "libc.so.6");
        Program("sys-apps/systemd-255.15", "/usr/lib/systemd/systemd", "libc.so.6");
        Link("sys-apps/systemd-255.15", "/sbin/init", "/usr/lib/systemd/systemd");
        Link("sys-apps/systemd-255.15", "/sbin/halt", "/bin/false");
        // Of another width alone: nothing of the 64-bit system is found in it.
        Library("sys-libs/old-1", "/usr/lib/libold.so.1", 3, "libc.so.6");
        // Kept for who still needs it: portage(5), preserved_libs_registry.
        Library("sys-libs/zlib-1.3.1-r1", "/usr/lib64/libz.so.1.2.13", 62, "libc.so.6");
        Link("sys-libs/zlib-1.3.1-r1", "/usr/lib64/libz.so.1", "libz.so.1.2.13");
        Program("net-misc/openssh-9.9", "/usr/bin/sshd", "libz.so.1", "libgcc_s.so.1", "libc.so.6");
        Own("net-misc/openssh-9.9", "/etc/init.d/sshd", "#!/sbin/openrc-run\n", 0b111_101_101);
        Own("app-misc/ca-certificates-1", "/usr/share/ca-certificates/mozilla/NetLock_Arany_=Class_Gold=_Főtanúsítvány.crt", "x");
        Write("/etc/ssl/certs/NetLock_Arany_=Class_Gold=_Főtanúsítvány.pem", null, target: "/usr/share/ca-certificates/mozilla/NetLock_Arany_=Class_Gold=_Főtanúsítvány.crt");
        Own("dev-python/setuptools-75", "/usr/lib/python3.12/site-packages/setuptools/script (dev).tmpl", "#!/ghost\n");
        Link("dev-python/setuptools-75", "/usr/lib/python3.12/site-packages/a -> b.py", "setuptools/script (dev).tmpl");
        _contents["sys-apps/kbd-2.7"] = new("fif /usr/share/a pipe\ndev /dev/console\n");
        using var share = FolderHandle.Open(Root / "usr/share");
        share.MakeNode(ByteString.Of("a pipe"), FileType.Fifo, 0b110_100_100, default);
        using var dev = FolderHandle.Open(Root / "dev");
        dev.MakeNode(ByteString.Of("console"), FileType.CharacterDevice, 0b110_000_000, new DeviceNumber(5, 1));
    }

    private void Accounts()
    {
        foreach (var (name, id) in new[] { ("root", 0), ("messagebus", 101), ("systemd-network", 192), ("portage", 250), ("nobody", 65534) }) Account("user", name, id, $"u {name} {id.ToString(CultureInfo.InvariantCulture)} \"System user; {name}\" /dev/null /sbin/nologin\n");
        foreach (var (name, id) in new[] { ("root", 0), ("messagebus", 101), ("systemd-network", 192), ("systemd-journal", 190), ("kvm", 78), ("utmp", 406) }) Account("group", name, id, $"g {name} {id.ToString(CultureInfo.InvariantCulture)} -\n");
        var home = At("var/lib/portage/home");
        Directory.CreateDirectory(home);
        using var folder = FolderHandle.Open(HostPath.Parse(home).Parent);
        folder.SetOwner(ByteString.Of("home"), 250, 250);
    }

    private void Account(string kind, string name, int id, string declaration)
    {
        var package = $"acct-{kind}/{name}-0-r3";
        Own(package, $"/usr/lib/sysusers.d/acct-{kind}-{name}.conf", declaration);
        Key(package, "environment.bz2", "BZh9 damaged");
        Key(package, "SLOT", "0\n");
        Key(package, $"{name}-0-r3.ebuild", $"ACCT_{kind.ToUpperInvariant()}_ID={id.ToString(CultureInfo.InvariantCulture)}\n");
    }

    private void Services()
    {
        const string Systemd = "sys-apps/systemd-255.15";
        Own("sys-apps/dbus-1.15.8", "/usr/share/dbus-1/system.conf", "<!DOCTYPE busconfig PUBLIC \"-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN\" \"http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd\">\n<busconfig><type>system</type><user>messagebus</user><policy user=\"root\"><allow own=\"*\"/></policy><includedir>system.d</includedir></busconfig>\n");
        Own("sys-apps/dbus-1.15.8", "/usr/libexec/dbus-daemon-launch-helper", "", 0b100_111_101_000, group: 101);
        Own(Systemd, "/usr/share/dbus-1/system.d/org.freedesktop.network1.conf", "<busconfig><policy user=\"systemd-network\"><allow own=\"org.freedesktop.network1\"/></policy></busconfig>\n");
        Own(Systemd, "/usr/lib/systemd/system/systemd-networkd.service", "[Service]\nUser=systemd-network\n[Install]\nWantedBy=multi-user.target\nAlias=dbus-org.freedesktop.network1.service\n");
        Own(Systemd, "/usr/lib/systemd/system/getty@.service", "[Service]\nExecStart=-/sbin/agetty %I\n[Install]\nWantedBy=getty.target\n");
        Own(Systemd, "/usr/lib/systemd/system/portable.service", "[Service]\nDynamicUser=yes\nUser=%p\n");
        Own(Systemd, "/usr/lib/sysusers.d/systemd-journal.conf", "g systemd-journal - -\n");
        Own(Systemd, "/usr/lib/tmpfiles.d/systemd.conf", "d /run/user 0755 root root -\nz /var/log/journal 2755 root systemd-journal - -\na+ /var/log/journal - - - - d:group:wheel:r-x,group:wheel:r-x\n");
        Own(Systemd, "/usr/lib/udev/rules.d/50-udev-default.rules", "SUBSYSTEM==\"tty\", GROUP=\"tty\"\nKERNEL==\"kvm\", GROUP=\"kvm\", MODE=\"0666\"\n");
        Own(Systemd, "/usr/lib/systemd/system-preset/90-systemd.preset", "enable getty@.service\nenable systemd-networkd.service\n");
        Write("/etc/udev/hwdb.bin", "made");
        Directory.CreateDirectory(At("etc/systemd/system/getty.target.wants"));
        Write("/etc/systemd/system/getty.target.wants/getty@tty1.service", null, target: "/usr/lib/systemd/system/getty@.service");
    }

    private void Configuration()
    {
        Write("/etc/portage/make.conf", "COMMON_FLAGS=\"-O2 -pipe\"\n");
        Write("/etc/portage/make.profile", null, target: "../../var/db/repos/gentoo/profiles/default/linux/amd64/23.0/systemd");
        Directory.CreateDirectory(At("var/db/repos/gentoo"));
        Write("/etc/locale.gen", "en_US ISO-8859-1\n");
        Write("/etc/env.d/02locale", "LANG=\"C.UTF8\"\n");
        Write("/etc/localtime", null, target: "../usr/share/zoneinfo/UTC");
        Own("sys-libs/timezone-data-2024b", "/usr/share/zoneinfo/UTC", "TZif");
        Write("/etc/resolv.conf", null, target: "../run/systemd/resolve/stub-resolv.conf");
        Write("/var/lib/portage/world", "");
        Write("/var/lib/portage/preserved_libs_registry", "{\"sys-libs/zlib:0\": [\"sys-libs/zlib-1.3.1-r1\", \"1\", [\"/usr/lib64/libz.so.1.2.13\"]]}\n");
        Write("/var/lib/portage/config", "{}");
        Write("/var/cache/edb/counter", "421");
        Write("/var/lib/gentoo/news/news-gentoo.skip", "");
        Own("sys-auth/pambase-1", "/etc/pam.d/su", "auth sufficient pam_rootok.so\nauth required pam_wheel.so use_uid\n-session optional pam_systemd.so\n");
        Own("sys-libs/pam-1.6", "/etc/security/limits.conf", "#*  soft  core  0\n");
        Own("sys-process/cronie-1", "/etc/crontab", "0  *  * * *\troot\trm -f /var/spool/cron/lastrun/cron.hourly\n");
    }

    // Packages say that they put something there, and it was emptied before packing.
    private void Leave()
    {
        _contents["sys-apps/sandbox-2.39"] = new("dir /var\ndir /var/log\ndir /var/log/sandbox\n" + $"obj /var/log/sandbox/.keep_sys-apps_sandbox-0 {Digest.Of(DigestKind.Md5, []).Hex} 1700000000\n");
        _contents["sys-apps/portage-3.0.66"] = new("dir /var/tmp/portage\n");
    }

    private void Library(string package, string path, short machine = 62, params string[] needed) => Binary(package, path, 0b111_101_101, null, machine, needed);

    private void Program(string package, string path, params string[] needed) => Program(package, path, 0b111_101_101, needed);

    private void Program(string package, string path, int mode, params string[] needed) => Binary(package, path, mode, "/lib64/ld-linux-x86-64.so.2", 62, needed);

    private void Binary(string package, string path, int mode, string? interpreter, short machine, string[] needed)
    {
        var file = SmallElf.Of(interpreter, null, needed);
        BitConverter.GetBytes(machine).CopyTo(file, 18);
        Own(package, path, "", mode);
        File.WriteAllBytes(At(path), file);
        Of(package).Replace($"obj {path} {Digest.Of(DigestKind.Md5, []).Hex}", $"obj {path} {Digest.Of(DigestKind.Md5, file).Hex}");
    }

    // What the package says of it is the text; what is there now may be other content.
    private void Own(string package, string path, string text, int mode = 0b110_100_100, uint group = 0, string? content = null)
    {
        Write(path, content ?? text, mode);
        if (group != 0) In(path, (folder, name) => folder.SetOwner(name, 0, group));
        if (group != 0) In(path, (folder, name) => folder.SetMode(name, mode));
        Of(package).Append(CultureInfo.InvariantCulture, $"obj {path} {Digest.Of(DigestKind.Md5, Encoding.UTF8.GetBytes(text)).Hex} 1700000000\n");
    }

    private void Link(string package, string path, string target)
    {
        Write(path, null, target: target);
        Of(package).Append(CultureInfo.InvariantCulture, $"sym {path} -> {target} 1700000000\n");
    }

    private void Key(string package, string key, string text) => Write($"/var/db/pkg/{package}/{key}", text);

    private void Write(string path, string? text, int mode = 0b110_100_100, string? target = null)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(At(path))!);
        if (target is not null) File.CreateSymbolicLink(At(path), target);
        if (text is null) return;
        File.WriteAllText(At(path), text);
        File.SetUnixFileMode(At(path), (UnixFileMode)mode);
    }

    private StringBuilder Of(string package) => _contents.TryGetValue(package, out var contents) ? contents : _contents[package] = new();

    private string At(string path) => _scratch[path.TrimStart('/')];

    private void In(string path, Action<FolderHandle, ByteString> action)
    {
        var full = HostPath.Parse(At(path));
        using var folder = FolderHandle.Open(full.Parent);
        action(folder, ByteString.Of(full.Name));
    }
}
