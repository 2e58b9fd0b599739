using Stage3.Archives.Tar;
using Stage3.Linux;
using Stage3.Linux.Files;
using Stage3.Testing;

namespace Stage3.Archives.Tests.Tar;

public sealed class TreeArchiverTests
{
    [FactNeeding(Need.Root, "tar")]
    public void A_tree_of_everything_is_archived_with_the_bytes_of_gnu_tar()
    {
        using var scratch = new Scratch();
        OddTree.Make(scratch.Folder);
        var expected = GnuTar.Archive(scratch.Folder);
        Differences.Between(Archive(scratch.Folder, new TreeArchiver()), expected).Should().BeNull();
    }

    [FactNeeding("tar")]
    public void Latest_time_is_gnu_tars_clamped_time()
    {
        using var scratch = new Scratch();
        scratch.Write("old", "old");
        scratch.Write("new", "new");
        File.SetLastWriteTimeUtc(scratch["old"], new DateTime(2001, 1, 1, 0, 0, 0, DateTimeKind.Utc));
        var expected = GnuTar.Archive(scratch.Folder, "--mtime=@1234567890", "--clamp-mtime");
        var ours = Archive(scratch.Folder, new TreeArchiver { LatestTime = new FileTime(1234567890, 0) });
        Differences.Between(ours, expected).Should().BeNull();
    }

    [FactNeeding(Need.Root, "tar")]
    public void Names_of_owners_are_written_where_they_are_given()
    {
        using var scratch = new Scratch();
        scratch.Write("file", "x");
        var archive = Archive(scratch.Folder, new TreeArchiver { Prefix = "image/", UserName = id => ByteString.Of($"user{id}"), GroupName = _ => ByteString.Of("gründe") });
        var entries = ReadAll(archive);
        entries.Select(entry => (entry.Path.ToString(), entry.UserName.ToString(), entry.GroupName.ToString()))
            .Should().Equal(("/image", "user0", "gründe"), ("/image/file", "user0", "gründe"));
    }

    [FactNeeding(Need.Root)]
    public void Every_member_comes_back_as_it_was()
    {
        using var scratch = new Scratch();
        OddTree.Make(scratch.Folder);
        var entries = ReadAll(Archive(scratch.Folder, new TreeArchiver())).ToDictionary(entry => entry.Path);
        foreach (var found in TreeWalk.Walk(HostPath.Parse(scratch.Folder), null, CancellationToken.None))
        {
            if (found.Status.Type == FileType.Socket)
            {
                entries.Should().NotContainKey(found.Path);
                continue;
            }
            var entry = entries[found.Path];
            entry.Mode.Should().Be(found.Status.Mode, found.ToString());
            (entry.Uid, entry.Gid, entry.Modified).Should().Be((found.Status.Uid, found.Status.Gid, found.Status.Modified), found.ToString());
            if (entry.Type == PaxEntryType.HardLink) continue;
            entry.Node.Should().Be(found.Status.Node);
            entry.Xattrs.Should().Equal(found.ReadXattrs());
            if (entry.Type == PaxEntryType.Symlink) entry.SymlinkTarget.Should().Be(found.ReadLink());
            if (entry.Type == PaxEntryType.File) entry.Size.Should().Be(found.Status.Size);
        }
    }

    [FactNeeding(Need.Root)]
    public void A_socket_is_left_out_and_told()
    {
        using var scratch = new Scratch();
        using (var folder = FolderHandle.Open(HostPath.Parse(scratch.Folder)))
            folder.MakeNode(ByteString.Of("socket"), FileType.Socket, 0x1ff, default);
        new TreeArchiver().Archive(HostPath.Parse(scratch.Folder), Stream.Null, CancellationToken.None)
            .Select(path => path.ToString()).Should().Equal("/socket");
    }

    [Fact]
    public void A_filter_leaves_out_folders_with_all_that_is_in_them()
    {
        using var scratch = new Scratch();
        scratch.Write("keep/file", "x");
        scratch.Write("proc/deep/file", "x");
        var archive = Archive(scratch.Folder, new TreeArchiver { Exclude = entry => entry.Path == BytePath.Parse("proc") });
        ReadAll(archive).Select(entry => entry.Path.ToString()).Should().Equal("/", "/keep", "/keep/file");
    }

    private static byte[] Archive(string folder, TreeArchiver archiver)
    {
        using var output = new MemoryStream();
        archiver.Archive(HostPath.Parse(folder), output, CancellationToken.None);
        return output.ToArray();
    }

    private static List<PaxEntry> ReadAll(byte[] archive)
    {
        var reader = new PaxReader(new MemoryStream(archive), "test.tar");
        var entries = new List<PaxEntry>();
        while (reader.Read() is { } entry) entries.Add(entry);
        reader.TrailingBytes.Should().Be(0);
        return entries;
    }
}
