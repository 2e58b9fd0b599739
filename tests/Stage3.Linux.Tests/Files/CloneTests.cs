using Stage3.Linux.Files;
using Stage3.Testing;

namespace Stage3.Linux.Tests.Files;

/// <summary>Files that share their content, see ioctl_ficlone(2).</summary>
public sealed class CloneTests
{
    [SkippableFactNeeding(Need.Root)]
    public void A_clone_on_btrfs_has_the_content_until_either_is_written_to() => Share("btrfs");

    [SkippableFactNeeding(Need.Root)]
    public void A_clone_on_xfs_has_the_content_until_either_is_written_to() => Share("xfs");

    [Fact]
    public void A_file_system_that_cannot_says_so_and_the_file_stays_empty()
    {
        using var scratch = Scratch.InMemory();
        using var folder = FolderHandle.Open(HostPath.Parse(scratch.Folder));
        if (new DriveInfo(scratch.Folder).DriveFormat is "btrfs" or "xfs") return;
        scratch.Write("source", "content");
        using var source = folder.OpenFile(ByteString.Of("source"));
        using (var file = folder.BeginFile(ByteString.Of("clone"))) file.TryClone(source).Should().Be(CloneAnswer.NotSupported);
        File.ReadAllText(scratch["clone"]).Should().BeEmpty();
    }

    private static void Share(string kind)
    {
        using var system = LoopFileSystem.Make(kind);
        using var folder = FolderHandle.Open(HostPath.Parse(system.Folder));
        var content = new byte[300_000];
        new Random(1).NextBytes(content);
        File.WriteAllBytes($"{system.Folder}/source", content);
        using (var source = folder.OpenFile(ByteString.Of("source")))
        using (var file = folder.BeginFile(ByteString.Of("clone")))
        {
            file.TryClone(source).Should().Be(CloneAnswer.Done);
            file.SetMode(0x1a4);
            file.SetModified(new FileTime(5, 0));
        }

        File.ReadAllBytes($"{system.Folder}/clone").Should().Equal(content);
        folder.Status(ByteString.Of("clone")).Inode.Should().NotBe(folder.Status(ByteString.Of("source")).Inode);
        folder.Status(ByteString.Of("clone")).Modified.Should().Be(new FileTime(5, 0));
        using (var written = new FileStream($"{system.Folder}/clone", FileMode.Open, FileAccess.Write)) written.Write("other"u8);
        File.ReadAllBytes($"{system.Folder}/source").Should().Equal(content, "who writes to one does not write to the other");

        using var scratch = new Scratch();
        scratch.Write("elsewhere", "content");
        using var other = FolderHandle.Open(HostPath.Parse(scratch.Folder));
        using var elsewhere = other.OpenFile(ByteString.Of("elsewhere"));
        using var refused = folder.BeginFile(ByteString.Of("refused"));
        refused.TryClone(elsewhere).Should().Be(CloneAnswer.OtherFileSystem);
    }
}
