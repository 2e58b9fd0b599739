using Stage3.Linux;
using Stage3.Linux.Files;

namespace Stage3.Archives.Tests.Tar;

/// <summary>A tree with one of everything that makes archives difficult. Needs root.</summary>
internal static class OddTree
{
    internal static void Make(string path)
    {
        using var root = FolderHandle.Open(HostPath.Parse(path));
        Names(root);
        Nodes(root);
        Xattrs(root);
        Times(root);
        Long(root);
        root.SetModified(new FileTime(1_700_000_000, 123_456_789));
    }

    private static void Names(FolderHandle root)
    {
        foreach (var name in new[] { "plain", "with space", "new\nline", "grün", "-dash", "back\\slash", "=%", "a.b", "a-b", "a" })
            Put(root, ByteString.Of(name), $"content of {name}");
        Put(root, ByteString.Of([0xff, 0xfe, (byte)'x']), "not UTF-8");
        Put(root, ByteString.Of("empty"), "");
        Put(root, ByteString.Of("block"), new string('b', 512));
        Put(root, ByteString.Of("more"), new string('m', 70_001));
        root.SetMode(ByteString.Of("more"), 0x9ed);
        root.SetOwner(ByteString.Of("plain"), 3_000_000, 2_097_151);
        root.SetOwner(ByteString.Of("a"), 2_097_152, 4_000_000_000);
        root.MakeFolder(ByteString.Of("sticky"), 0x1ff);
        root.SetMode(ByteString.Of("sticky"), 0x3ff);
        root.MakeSymlink(ByteString.Of("link"), ByteString.Of("plain"));
        root.MakeSymlink(ByteString.Of("link-out"), ByteString.Of("../../../grün"));
        root.MakeSymlink(ByteString.Of("link-long"), ByteString.Of(string.Concat(Enumerable.Repeat("target/", 40))));
        root.SetOwner(ByteString.Of("link"), 7, 8);
        root.MakeLink(ByteString.Of("z-hard"), root, ByteString.Of("plain"));
        root.MakeLink(ByteString.Of("z-hard-link"), root, ByteString.Of("link"));
        root.MakeLink(ByteString.Of("z-hard-grün"), root, ByteString.Of("grün"));
    }

    private static void Nodes(FolderHandle root)
    {
        root.MakeNode(ByteString.Of("null"), FileType.CharacterDevice, 0x1b6, new DeviceNumber(1, 3));
        root.MakeNode(ByteString.Of("disk"), FileType.BlockDevice, 0x1b0, new DeviceNumber(259, 300_000));
        root.MakeLink(ByteString.Of("null-again"), root, ByteString.Of("null"));
        root.MakeNode(ByteString.Of("pipe"), FileType.Fifo, 0x180, default);
        root.MakeNode(ByteString.Of("socket"), FileType.Socket, 0x180, default);
    }

    private static void Xattrs(FolderHandle root)
    {
        Put(root, ByteString.Of("capable"), "x");
        // cap_net_raw=ep, revision 2: a value that is not UTF-8.
        root.SetXattr(ByteString.Of("capable"), Xattr.Of("security.capability", [1, 0, 0, 2, 0, 0x20, 0, 0, 0, 0, 0, 0x80, 0, 0, 0, 0, 0, 0, 0, 0]));
        Put(root, ByteString.Of("attributes"), "x");
        root.SetXattr(ByteString.Of("attributes"), Xattr.Of("user.empty", []));
        root.SetXattr(ByteString.Of("attributes"), Xattr.Of("user.line", "a\nb\0c=d"u8));
        root.SetXattr(ByteString.Of("attributes"), Xattr.Of("user.a=b%c", "x"u8));
        root.MakeFolder(ByteString.Of("folder-attribute"), 0x1ed);
        root.SetXattr(ByteString.Of("folder-attribute"), Xattr.Of("user.f", new byte[990]));
        root.SetXattr(ByteString.Of("link-out"), Xattr.Of("trusted.link", "on a symlink"u8));
        root.SetXattr(ByteString.Of("pipe"), Xattr.Of("trusted.pipe", "on a pipe"u8));
    }

    private static void Times(FolderHandle root)
    {
        FileTime[] times =
        [
            new(0, 0), new(-1, 0), new(-1, 500_000_000), new(-86_400, 1), new(-2_000_000_000, 999_999_999),
            new(1, 100_000_000), new(8_589_934_591, 0), new(8_589_934_592, 0), new(9_000_000_000, 5), new(1_234_567_890, 0),
        ];
        foreach (var (time, index) in times.Select((time, index) => (time, index)))
        {
            var name = ByteString.Of($"time{index}");
            Put(root, name, "t");
            root.SetModified(name, time);
        }
    }

    private static void Long(FolderHandle root)
    {
        foreach (var length in new[] { 96, 97, 98, 99, 100, 101, 255 }) Put(root, ByteString.Of(new string('n', length)), "long");
        root.MakeLink(ByteString.Of("zz-to-long"), root, ByteString.Of(new string('n', 255)));
        var deep = root.OpenFolder(Folder(root, "deep"));
        for (var i = 0; i < 12; i++)
        {
            var below = deep.OpenFolder(Folder(deep, new string((char)('a' + i), 60)));
            Put(below, ByteString.Of("file"), "deep");
            deep.Dispose();
            deep = below;
        }
        deep.Dispose();
    }

    private static ByteString Folder(FolderHandle parent, string name)
    {
        parent.MakeFolder(ByteString.Of(name), 0x1ed);
        return ByteString.Of(name);
    }

    private static void Put(FolderHandle folder, ByteString name, string text)
    {
        using (var file = new FileStream(folder.CreateFile(name, 0x1a4), FileAccess.Write)) file.Write(System.Text.Encoding.UTF8.GetBytes(text));
        folder.SetModified(name, new FileTime(1_600_000_000, 0));
    }
}
