using System.Diagnostics;
using System.Text;
using Stage3.Chroot.Elf;
using Stage3.Chroot.References;
using Stage3.Chroot.Roots;
using Stage3.Chroot.Rules.Ownership;
using Stage3.Linux.Files;
using Stage3.Portage.Accounts;
using Stage3.Testing;

namespace Stage3.Chroot.Tests;

/// <summary>Everything that reads a file of a root, on files that were sound and are no longer: never an exception, never a wait.</summary>
public sealed class ParserFuzzTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private static readonly Dictionary<string, (string Path, byte[] Sound, Action<RootFiles> Read)> Parsers = new()
    {
        ["ELF"] = ("usr/lib/liba.so", SmallElf.Of("/lib/ld.so", "$ORIGIN/../lib:/opt", "liba.so", "libc.so.6"), files => { if (files.ReadElf("/usr/lib/liba.so") is { } elf) new LibrarySearch(files).Missing(new(BytePath.Parse("usr/lib/liba.so"), elf)).Count(); }),
        ["units"] = ("usr/lib/systemd/system/a@.service", Text("[Service]\nUser=a\nGroup=%i\nSupplementaryGroups=b c\\\n d\nSupplementaryGroups=\nDynamicUser=yes\n[Socket]\nSocketUser=x\n[Install]\nWantedBy=a\n"), files => SystemdReferences.Read(files).Count()),
        ["policies of the bus"] = ("usr/share/dbus-1/system.conf", Text("<?xml version=\"1.0\"?><!DOCTYPE busconfig [<!ENTITY a \"b\">]><busconfig><user>m</user><policy user=\"a\" group='b'><allow user=\"*\"/></policy><includedir>../x</includedir><include>/etc/&amp;</include></busconfig>\n"), files => _ = DbusPolicyReferences.Read(files).References.Count),
        ["activation"] = ("usr/share/dbus-1/system-services/a.service", Text("[D-BUS Service]\nName=a\nExec=/bin/a\nUser=x\n"), files => DbusActivationReferences.Read(files).Count()),
        ["udev"] = ("usr/lib/udev/rules.d/a.rules", Text("# a\nKERNEL==\"a\", OWNER:=\"b\", \\\n GROUP=\"$env{x}\", MODE=\"0660\"\n"), files => UdevReferences.Read(files).Count()),
        ["polkit"] = ("usr/share/polkit-1/rules.d/a.rules", Text("polkit.addRule(function(a,s){ if (s.isInGroup(\"wheel\") || s.user === 'root') return ['unix-user:a','unix-group:b']; });\n"), files => PolkitReferences.Read(files).Count()),
        ["sysusers"] = ("usr/lib/sysusers.d/a.conf", Text("u! a 1:2 \"A \\\" b\" /x /bin/sh\ng b -\nm a b\nr - 5-9\nu c /etc/x\n"), files => Sysusers.Read(files).Makes(AccountKind.User, "a")),
        ["tmpfiles"] = ("usr/lib/tmpfiles.d/a.conf", Text("d+!-= \"/a b\" :0755 :u :g 1d -\na+ /x - - - - d:u:a:rwx,g:b:r,default:group:c:x\nL /y - - - - z\n"), files => TmpfilesReferences.Read(files).Count()),
        ["PAM"] = ("etc/pam.d/a", Text("-auth [success=1 default=ignore] pam_succeed_if.so user ingroup a:b user = c\\\n user notin d\nauth required /lib/pam_wheel.so group=x\naccount required pam_listfile.so apply=@g\n"), files => PamReferences.Read(files).Count()),
        ["tables of PAM"] = ("etc/security/limits.conf", Text("@a - core 0\n%b hard nproc 1\n* soft x 1\nc,d - y 1\n1000:2000 - x 1\n"), files => SecurityReferences.Read(files).Count()),
        ["access"] = ("etc/security/access.conf", Text("+:(a) b @c d EXCEPT e:ALL\n-:ALL:ALL\n"), files => SecurityReferences.Read(files).Count()),
        ["groups of PAM"] = ("etc/security/group.conf", Text("a;*;%b&!c|d;Al0000-2400;e, f\n"), files => SecurityReferences.Read(files).Count()),
        ["cron"] = ("etc/crontab", Text("SHELL=/bin/sh\n@daily a x\n0 * * * * -b:c/d run\n*/5 * * * * root x\n"), files => CronReferences.Read(files).Count()),
        ["logrotate"] = ("etc/logrotate.conf", Text("su a b\n/x { create 0640 c d\n createolddir e f\nprerotate\n su g\nendscript }\n"), files => LogrotateReferences.Read(files).Count()),
        ["login.defs"] = ("etc/login.defs", Text("UID_MIN 1000\nUID_MAX\t60000\nSYS_UID_MIN 101\nSYS_GID_MAX 999\n"), files => LoginDefs.Parse(files.ReadText(LoginDefs.Path))),
        ["ld.so.conf"] = ("etc/ld.so.conf", Text("include ld.so.conf.d/*.conf\n/opt/lib # x\n/usr/lib=libc5\ninclude /etc/*.conf\n"), files => _ = LibraryFolders.Of(files).Length),
        ["environment"] = ("var/db/pkg/acct-user/a-0/environment.bz2", Compressed("declare -- ACCT_USER_ID=\"7\"\n"), files => InstalledAccountReferences.Read(files).Select(account => AskedIds.Of(files, account)).Count()),
        ["CONTENTS"] = ("var/db/pkg/a/b-1/CONTENTS", Text("dir /a b\nobj /a b/c d41d8cd98f00b204e9800998ecf8427e 1700000000\nsym /a -> b -> c 17\nfif /p\ndev /d\n"), files => _ = Integrity.InstalledFiles.Read(files).Count),
        ["passwd"] = ("etc/passwd", Text(SoundRoot.Passwd), files => Accounts(files.ReadBytes("/etc/passwd", 1 << 20)!, 0)),
        ["group"] = ("etc/group", Text(SoundRoot.Group), files => Accounts(files.ReadBytes("/etc/group", 1 << 20)!, 1)),
        ["shadow"] = ("etc/shadow", Text(SoundRoot.Shadow), files => Accounts(files.ReadBytes("/etc/shadow", 1 << 20)!, 2)),
        ["gshadow"] = ("etc/gshadow", Text(SoundRoot.Gshadow), files => Accounts(files.ReadBytes("/etc/gshadow", 1 << 20)!, 3)),
        ["access control lists"] = ("etc/acl", [2, 0, 0, 0, 1, 0, 6, 0, 255, 255, 255, 255, 2, 0, 4, 0, 7, 0, 0, 0], files => PosixAcl.Named(XattrList.Of(new Xattr(PosixAcl.Access, ByteString.Of(files.ReadBytes("/etc/acl", 4096)!))), PosixAcl.User).Count()),
        ["capabilities"] = ("etc/cap", [1, 0, 0, 2, 0, 32, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0], files => FileCapabilities.Text(files.ReadBytes("/etc/cap", 4096))),
    };

    // In memory, where there is such a place: each input is a file.
    private readonly string _folder = Path.Combine(Directory.Exists("/dev/shm") ? "/dev/shm" : Path.GetTempPath(), $"stage3-test-{Guid.NewGuid():N}");

    public static TheoryData<string> Names => [.. Parsers.Keys];

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [Trait("Category", "Fuzz")]
    [MemberData(nameof(Names))]
    public void A_file_that_was_damaged_breaks_nobody(string name)
    {
        var (path, sound, read) = Parsers[name];
        var full = Path.Combine(_folder, path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        using var root = RootFolder.Open(Linux.HostPath.Parse(_folder));
        var files = new RootFiles(root, RecordedFiles.None);
        var seed = Environment.TickCount;
        var random = new Random(seed);
        using var file = File.OpenHandle(full, FileMode.Create, FileAccess.ReadWrite);
        for (var round = 0L; round < FuzzCount.Or(400); round++)
        {
            var damaged = Damage(sound, random);
            RandomAccess.SetLength(file, damaged.Length);
            RandomAccess.Write(file, damaged, 0);
            var begun = Stopwatch.GetTimestamp();
            try
            {
                read(files);
            }
            catch (Exception broken)
            {
                Assert.Fail($"{name}, seed {seed}, round {round}, {Convert.ToHexString(damaged)}: {broken}");
            }
            if (Stopwatch.GetElapsedTime(begun) > Patience) Assert.Fail($"{name}, seed {seed}, round {round}, {Convert.ToHexString(damaged)}: took {Stopwatch.GetElapsedTime(begun)}");
        }
    }

    // Bytes changed, taken out, put in and doubled; what parts fields is put in more often than others.
    private static byte[] Damage(byte[] sound, Random random)
    {
        var bytes = new List<byte>(sound);
        for (var hit = random.Next(1, 8); hit > 0; hit--)
        {
            var at = random.Next(bytes.Count + 1);
            switch (random.Next(5))
            {
                case 0 when at < bytes.Count:
                    bytes[at] = (byte)random.Next(256);
                    break;
                case 1 when at < bytes.Count:
                    bytes.RemoveRange(at, random.Next(1, Math.Min(16, bytes.Count - at) + 1));
                    break;
                case 2:
                    bytes.InsertRange(at, Enumerable.Repeat("\n\\ \t\"':;,=@%$[](){}<>&#!-+./*0\0"u8[random.Next(31)], random.Next(1, 4)));
                    break;
                case 3 when bytes.Count < 4096:
                    bytes.InsertRange(at, bytes.GetRange(0, random.Next(bytes.Count)));
                    break;
                default:
                    bytes.RemoveRange(at, bytes.Count - at);
                    break;
            }
        }
        return [.. bytes];
    }

    private static void Accounts(byte[] bytes, int which)
    {
        Stream? Only(int file) => file == which ? new MemoryStream(bytes) : null;
        _ = AccountDatabase.Parse(Only(0), Only(1), Only(2), Only(3)).Malformed.Length;
    }

    private static byte[] Text(string text) => Encoding.UTF8.GetBytes(text);

    private static byte[] Compressed(string text)
    {
        using var stream = new MemoryStream();
        using (var compressed = Archives.Compressors.Compression.Bzip2.OpenWriter(stream, Archives.Compressors.CompressionSettings.Default)) compressed.Write(Text(text));
        return stream.ToArray();
    }
}
