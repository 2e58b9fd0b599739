using CsCheck;
using Stage3.Archives.Tar;
using Stage3.Linux;
using Stage3.Linux.Files;
using Stage3.Testing;

namespace Stage3.Archives.Tests.Tar;

/// <summary>Trees of any shape, archived by us and by GNU tar.</summary>
public sealed class GeneratedTreeTests
{
    private static readonly Gen<ByteString> Name = Gen.OneOf(
        Gen.String[Gen.Char['a', 'e'], 1, 3].Select(text => ByteString.Of(text)),
        Gen.String[Gen.Char[' ', '~'], 1, 130].Select(text => ByteString.Of(text.Replace('/', '_'))),
        Gen.Byte[1, 255].Where(value => value != '/').Array[1, 255].Select(bytes => ByteString.Of(bytes))).Where(name => BytePath.IsName(name.Span));

    private static readonly Gen<Node> AnyNode = Gen.Select(
        Gen.Select(Name, Gen.Enum<FileType>(), Gen.Int[0, 0xfff], Gen.UInt[0, 5_000_000], Gen.UInt[0, 5_000_000]),
        Gen.Select(Gen.Long[-2_000_000_000, 10_000_000_000], Gen.OneOf(Gen.Const(0), Gen.Int[0, 999_999_999])),
        Gen.Select(Gen.Byte.Array[0, 1500], Name, Gen.Int[0, 5], Gen.Int[0, 9])).Select((who, when, what) => new Node(who, new FileTime(when.Item1, when.Item2), what));

    [FactNeeding(Need.Root, "tar")]
    [Trait("Category", "Fuzz")]
    public void Any_tree_is_archived_with_the_bytes_of_gnu_tar() =>
        AnyNode.Array[0, 25].Sample(
            nodes =>
            {
                using var scratch = new Scratch();
                Make(HostPath.Parse(scratch.Folder), nodes);
                using var ours = new MemoryStream();
                new TreeArchiver().Archive(HostPath.Parse(scratch.Folder), ours, CancellationToken.None);
                Differences.Between(ours.ToArray(), GnuTar.Archive(scratch.Folder)).Should().BeNull();
            },
            iter: FuzzCount.Or(15), threads: 1);

    private static void Make(HostPath root, Node[] nodes)
    {
        using var top = RootFolder.Open(root);
        var folders = new List<BytePath> { BytePath.Root };
        var others = new List<BytePath>();
        foreach (var node in nodes)
        {
            var path = folders[node.Place % folders.Count].Child(node.Name);
            using var parent = top.OpenParent(path);
            // A path beyond what one system call of tar takes is another test's.
            if (path.Bytes.Length > 3000 || parent.TryStatus(path.Name, out _)) continue;
            if (node.Link == 0 && others.Count > 0)
            {
                using var from = top.OpenParent(others[0]);
                parent.MakeLink(path.Name, from, others[0].Name);
                continue;
            }
            Create(parent, node);
            (node.Type == FileType.Folder ? folders : others).Add(path);
        }
        foreach (var (path, index) in folders.Select((path, index) => (path, index)))
        {
            using var folder = top.OpenFolder(path);
            folder.SetModified(new FileTime(1_000_000_000 + index, index));
        }
    }

    private static void Create(FolderHandle parent, Node node)
    {
        var name = node.Name;
        if (node.Type == FileType.Folder) parent.MakeFolder(name, 0x1ed);
        else if (node.Type == FileType.Symlink) parent.MakeSymlink(name, node.Target);
        else if (node.Type != FileType.File) parent.MakeNode(name, node.Type, 0x180, new DeviceNumber(node.User % 4096, node.Group % 1_000_000));
        else
        {
            using var file = new FileStream(parent.CreateFile(name, 0x180), FileAccess.Write);
            file.Write(node.Content);
        }
        parent.SetOwner(name, node.User, node.Group);
        if (node.Type != FileType.Symlink) parent.SetMode(name, node.Mode);
        for (var i = 0; i < node.Place % 3; i++) parent.SetXattr(name, Xattr.Of($"trusted.{i}={node.Link}%", node.Content.AsSpan(0, Math.Min(i * 40, node.Content.Length))));
        parent.SetModified(name, node.Modified);
    }

    private sealed record Node(
        (ByteString Name, FileType Type, int Mode, uint User, uint Group) Who, FileTime Modified, (byte[] Content, ByteString Target, int Place, int Link) What)
    {
        internal ByteString Name => Who.Name;

        internal FileType Type => Who.Type;

        internal int Mode => Who.Mode;

        internal uint User => Who.User;

        internal uint Group => Who.Group;

        internal byte[] Content => What.Content;

        internal ByteString Target => What.Target;

        internal int Place => What.Place;

        internal int Link => What.Link;
    }
}
