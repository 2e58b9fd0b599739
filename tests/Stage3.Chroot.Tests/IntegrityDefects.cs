using System.Text;
using Stage3.Archives.Digests;

namespace Stage3.Chroot.Tests;

/// <summary>Defects of what packages installed.</summary>
internal static class IntegrityDefects
{
    private const string Contents = "/var/db/pkg/sys-apps/a-1/CONTENTS";

    public static IEnumerable<Defect> All =>
    [
        new("a file is missing", root => { Install(root); root.Delete("etc/a.conf"); },
            "integrity/file-missing", Contents, 5, "/etc/a.conf of sys-apps/a-1 is missing"),
        new("all files of a package are one finding", root => { Install(root); root.Delete("usr/bin/a b"); root.Delete("usr/bin/link"); },
            "integrity/file-missing", Contents, 3, "/usr/bin/a b (and 1 more) of sys-apps/a-1 is missing"),
        new("a file has another content", root => { Install(root); root.Append("usr/bin/a b", "x"); },
            "integrity/file-changed", Contents, 3, "/usr/bin/a b of sys-apps/a-1 has another content"),
        new("a link points elsewhere", root => { Install(root); root.Delete("usr/bin/link"); File.CreateSymbolicLink(root["usr/bin/link"], "/etc"); },
            "integrity/file-changed", Contents, 4, "/usr/bin/link of sys-apps/a-1 points elsewhere"),
        new("a link became a file", root => { Install(root); root.Delete("usr/bin/link"); root.Write("usr/bin/link", ""); },
            "integrity/file-changed", Contents, 4, "/usr/bin/link of sys-apps/a-1 is no symlink"),
        new("a file became a pipe", root => { Install(root); root.Delete("usr/bin/a b"); root.Fifo("usr/bin/a b"); },
            "integrity/file-changed", Contents, 3, "/usr/bin/a b of sys-apps/a-1 is no regular file"),
        new("configuration was changed", root => { Install(root); root.Append("etc/a.conf", "x"); },
            "integrity/configuration-changed", Contents, 5, "/etc/a.conf of sys-apps/a-1 has another content"),
        new("a time is another one", root => { Install(root); Settle(root); File.SetLastWriteTimeUtc(root["usr/bin/a b"], DateTime.UnixEpoch.AddSeconds(1_700_000_001)); },
            "integrity/time-changed", Contents, 3, "/usr/bin/a b of sys-apps/a-1 has another modification time than 1700000000"),
        new("a CONTENTS without end", root => { Install(root); root.Folder("var/db/pkg/sys-apps/z-1"); using var file = File.Create(root["var/db/pkg/sys-apps/z-1/CONTENTS"]); file.SetLength(1L << 30); root.Chmod("var/db/pkg/sys-apps/z-1/CONTENTS", 0b110_100_100); },
            "integrity/contents-malformed", "/var/db/pkg/sys-apps/z-1/CONTENTS", null, "the CONTENTS of sys-apps/z-1 was not read: it is no regular file of a sane size"),
        new("a line that is no CONTENTS", root => { Install(root); root.Append(Contents[1..], "what is this\n"); },
            "integrity/contents-malformed", Contents, 6, "the CONTENTS of sys-apps/a-1 has a malformed line"),
    ];

    /// <summary>A package in a merged /usr, and another one that it took a file over from: all in order.</summary>
    public static void Install(SoundRoot root)
    {
        root.Write("usr/bin/a b", "content");
        File.CreateSymbolicLink(root["usr/bin/link"], "a b");
        File.CreateSymbolicLink(root["ubin"], "usr/bin");
        File.CreateSymbolicLink(root["usbin"], "bin");
        root.Write("etc/a.conf", "");
        root.Write(Contents[1..], $"dir /usr\ndir /ubin\nobj /usr/bin/a b {Md5("content")} 1700000000\nsym /usr/bin/link -> a b 1700000000\nobj /etc/a.conf {Md5("")} 1700000000\n");
        root.Write("var/db/pkg/sys-apps/b-1/CONTENTS", $"obj /usbin/bash {Md5("")} 1700000000\n");
        root.Write("var/db/pkg/sys-apps/c-1/CONTENTS", $"obj /bin/bash {Md5("an older one")} 1700000000\n");
        root.Write("var/db/pkg/sys-apps/d-1/CONTENTS", $"obj /bin/bash {Md5("")} 1700000000\n" +
            $"obj /bin/false {Md5("")} 0\nobj /sbin/nologin {Md5("")} 0\nobj /usr/lib/systemd/systemd {Md5("")} 0\nobj /etc/login.defs {Md5(File.ReadAllText(root["etc/login.defs"]))} 0\nsym /ubin -> usr/bin 0\nsym /usbin -> bin 0\n");
        root.Folder("etc/portage");
        File.CreateSymbolicLink(root["etc/portage/make.profile"], "../../var/db/repos/gentoo/profiles/default");
        root.Write("var/db/pkg/sys-apps/-MERGING-e-1/CONTENTS", "obj /none 0 0\n");
    }

    // Gives all files of packages the times that are recorded of them, and asks for those.
    private static void Settle(SoundRoot root)
    {
        root.Policy = Policy.ChrootPolicy.Default with { ModificationTimes = true };
        foreach (var name in new[] { "usr/bin/a b", "usr/bin/link", "etc/a.conf", "bin/bash" }) SetTime(root, name, 1_700_000_000);
        foreach (var name in new[] { "bin/false", "sbin/nologin", "usr/lib/systemd/systemd", "etc/login.defs", "ubin", "usbin" }) SetTime(root, name, 0);
    }

    private static void SetTime(SoundRoot root, string path, long seconds)
    {
        var full = Linux.HostPath.Parse(root[path]);
        using var folder = Linux.Files.FolderHandle.Open(full.Parent);
        folder.SetModified(Linux.Files.ByteString.Of(full.Name), new Linux.Files.FileTime(seconds, 0));
    }

    private static string Md5(string text) => Digest.Of(DigestKind.Md5, Encoding.UTF8.GetBytes(text)).Hex;
}
