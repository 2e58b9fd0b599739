using System.Text;
using CsCheck;
using Stage3.Archives.Tar;
using Stage3.Linux.Files;
using Stage3.Testing;

namespace Stage3.Archives.Tests.Tar;

public sealed class PaxReaderTests
{
    [TheoryNeeding("tar")]
    [InlineData("gnu")]
    [InlineData("oldgnu")]
    [InlineData("ustar")]
    [InlineData("posix")]
    public void Every_format_of_gnu_tar_is_read(string format)
    {
        using var scratch = new Scratch();
        var folder = string.Join('/', Enumerable.Repeat("some-folder", 12));
        scratch.Write($"tree/{folder}/file", "deep content");
        scratch.Write("tree/b", new string('b', 3000));
        File.CreateSymbolicLink(scratch["tree/link"], "b");
        GnuTar.Run(["-C", scratch["tree"], $"--format={format}", "--sort=name", "-cf", scratch["t.tar"], "."]);

        var members = Members(File.ReadAllBytes(scratch["t.tar"]));
        members.Select(member => member.Entry.Path.ToString()).Should().StartWith(["/", "/b", "/link"]);
        members[^1].Entry.Path.Should().Be(BytePath.Parse($"{folder}/file"));
        Encoding.UTF8.GetString(members[^1].Content).Should().Be("deep content");
        members[1].Content.Should().HaveCount(3000);
        members[2].Entry.SymlinkTarget.Should().Be(ByteString.Of("b"));
        members[1].Entry.UserName.IsEmpty.Should().BeFalse();
    }

    [FactNeeding(Need.Root, "tar")]
    public void Long_targets_large_ids_and_early_times_of_the_gnu_format_are_read()
    {
        using var scratch = new Scratch();
        File.CreateSymbolicLink(scratch["link"], string.Concat(Enumerable.Repeat("target/", 40)));
        scratch.Write("owned", "x");
        using (var folder = FolderHandle.Open(Stage3.Linux.HostPath.Parse(scratch.Folder)))
        {
            folder.SetOwner(ByteString.Of("owned"), 3_000_000, 4_000_000_000);
            folder.SetModified(ByteString.Of("owned"), new FileTime(-5, 0));
        }
        GnuTar.Run(["-C", scratch.Folder, "--format=gnu", "-cf", scratch["t.tar"], "link", "owned"]);
        var members = Members(File.ReadAllBytes(scratch["t.tar"]));
        members[0].Entry.SymlinkTarget.Length.Should().Be(280);
        members[1].Entry.Should().BeEquivalentTo(new { Uid = 3_000_000u, Gid = 4_000_000_000u, Modified = new FileTime(-5, 0) });
    }

    [TheoryNeeding("tar")]
    [InlineData("gnu", "0.0")]
    [InlineData("posix", "0.0")]
    [InlineData("posix", "0.1")]
    [InlineData("posix", "1.0")]
    public void Sparse_files_come_with_their_holes_as_zeros(string format, string version)
    {
        using var scratch = new Scratch();
        var content = new byte[3_000_000];
        using (var file = File.Create(scratch["sparse"]))
        {
            // More pieces than one block of the map can name.
            for (var at = 4096; at < content.Length; at += 65_536)
            {
                file.Position = at;
                file.Write("data"u8);
                "data"u8.CopyTo(content.AsSpan(at));
            }
            file.SetLength(content.Length);
        }
        scratch.Write("zz", "after");
        GnuTar.Run(["-C", scratch.Folder, $"--format={format}", $"--sparse-version={version}", "-S", "-cf", scratch["t.tar"], "sparse", "zz"]);
        new FileInfo(scratch["t.tar"]).Length.Should().BeLessThan(1_000_000);

        var members = Members(File.ReadAllBytes(scratch["t.tar"]));
        members[0].Entry.Path.Should().Be(BytePath.Parse("sparse"));
        members[0].Entry.Size.Should().Be(content.Length);
        members[0].Content.AsSpan().SequenceEqual(content).Should().BeTrue();
        Encoding.UTF8.GetString(members[1].Content).Should().Be("after");
    }

    [Fact]
    public void What_was_not_read_of_a_member_is_skipped()
    {
        var reader = new PaxReader(new MemoryStream(Archive(("a", new byte[5000]), ("b", "b"u8.ToArray()))), "t.tar");
        reader.Read();
        reader.Content.ReadByte();
        reader.Read()!.Path.Should().Be(BytePath.Parse("b"));
        reader.Content.ReadByte().Should().Be('b');
        reader.Content.ReadByte().Should().Be(-1);
        reader.Read().Should().BeNull();
        reader.Read().Should().BeNull();
    }

    [Theory]
    [InlineData("../escape", "*'../escape' has '..'*")]
    [InlineData("a/../../escape", "*has '..'*")]
    [InlineData("/etc/passwd", "*'/etc/passwd' is absolute*")]
    public void A_path_that_leads_out_is_refused(string path, string message)
    {
        var read = () => Members(Renamed(path));
        read.Should().Throw<ArchiveException>().WithMessage(message);
    }

    [Fact]
    public void An_archive_that_is_cut_short_anywhere_is_refused()
    {
        var archive = Archive(("first", new byte[700]), (new string('n', 150), "x"u8.ToArray()));
        var end = archive.Length - archive.AsSpan().TrimEnd((byte)0).Length;
        for (var length = 0; length < archive.Length - end; length += 37)
        {
            var cut = archive[..length];
            var read = () => Members(cut);
            read.Should().Throw<ArchiveException>($"{length} bytes are not the whole").WithMessage("*cut short*");
        }
    }

    [Fact]
    public void Bytes_behind_the_end_mark_are_counted()
    {
        byte[] archive = [.. Archive(("a", [])), .. "more"u8];
        var reader = new PaxReader(new MemoryStream(archive), "t.tar");
        while (reader.Read() is not null)
        {
        }
        reader.TrailingBytes.Should().Be(4);
    }

    [Theory]
    [InlineData("8 path=x\n", "*wrong length*")]
    [InlineData("8 path=\n", null)]
    [InlineData("4 x\n", "*no key*")]
    [InlineData("12 size=-17\n", "*no number*")]
    [InlineData("14 mtime=1e10\n", "*no time*")]
    [InlineData("20 uid=99999999999\n", "*")]
    public void A_malformed_extended_header_is_named(string records, string? message)
    {
        var read = () => Members(WithRecords(records));
        if (message is null) read.Should().NotThrow();
        else read.Should().Throw<ArchiveException>().WithMessage(message);
    }

    [Fact]
    public void Headers_that_add_up_to_more_than_any_member_needs_are_refused()
    {
        using var archive = new MemoryStream();
        var writer = new PaxWriter(archive);
        for (var i = 0; i < 200; i++)
        {
            var begin = (int)archive.Length;
            writer.Write(new PaxEntry(BytePath.Parse("f"), PaxEntryType.File) { Xattrs = XattrList.Of(Xattr.Of($"user.{i}", new byte[60_000])) });
            archive.GetBuffer()[begin + 156] = (byte)'g';
            Checksum(archive.GetBuffer().AsSpan(begin, 512));
        }
        writer.Finish();
        var read = () => Members(archive.ToArray());
        read.Should().Throw<ArchiveException>().WithMessage("*extended headers of more than 8388608 bytes*");
    }

    [Fact]
    [Trait("Category", "Fuzz")]
    public void A_mutated_archive_is_read_or_refused_by_name_and_never_anything_else()
    {
        var archive = Archive(("first", new byte[700]), (new string('n', 150), "x"u8.ToArray()), ("third", new byte[10]));
        Gen.Select(Gen.Int[0, archive.Length - 1], Gen.Byte, Gen.Int[0, 600]).Array[1, 6].Sample(
            mutations =>
            {
                var mutated = (byte[])archive.Clone();
                foreach (var (at, value, _) in mutations) mutated[at] = value;
                // A right checksum, so that the change gets past it.
                for (var block = 0; block + 512 <= mutated.Length; block += 512)
                    if (mutated.AsSpan(block + 257).StartsWith("ustar"u8)) Checksum(mutated.AsSpan(block, 512));
                try
                {
                    Members(mutated);
                }
                catch (ArchiveException)
                {
                }
            },
            iter: FuzzCount.Or(3000));
    }

    private static List<(PaxEntry Entry, byte[] Content)> Members(byte[] archive)
    {
        var reader = new PaxReader(new MemoryStream(archive), "t.tar");
        var members = new List<(PaxEntry, byte[])>();
        while (reader.Read() is { } entry)
        {
            using var content = new MemoryStream();
            // Mutated sparse files may claim any size: what is wanted is that reading goes on, not all the zeros.
            var buffer = new byte[65_536];
            int got;
            while (content.Length < 8_000_000 && (got = reader.Content.Read(buffer)) > 0) content.Write(buffer, 0, got);
            members.Add((entry, content.ToArray()));
        }
        return members;
    }

    private static byte[] Archive(params (string Path, byte[] Content)[] files)
    {
        using var output = new MemoryStream();
        var writer = new PaxWriter(output);
        foreach (var (path, content) in files)
            writer.Write(new PaxEntry(BytePath.Parse(path), PaxEntryType.File) { Mode = 0x1a4, Size = content.Length }, new MemoryStream(content));
        writer.Finish();
        return output.ToArray();
    }

    private static byte[] Renamed(string path)
    {
        var archive = Archive(("file", []));
        archive.AsSpan(0, 100).Clear();
        Encoding.UTF8.GetBytes(path).CopyTo(archive, 0);
        Checksum(archive.AsSpan(0, 512));
        return archive;
    }

    private static byte[] WithRecords(string records)
    {
        var archive = Archive(("file", Encoding.UTF8.GetBytes(records)), ("next", []));
        archive[156] = (byte)'x';
        Checksum(archive.AsSpan(0, 512));
        return archive;
    }

    private static void Checksum(Span<byte> header)
    {
        header[148..156].Fill((byte)' ');
        var sum = 0;
        foreach (var value in header) sum += value;
        Encoding.ASCII.GetBytes($"{Convert.ToString(sum, 8).PadLeft(6, '0')}\0 ").CopyTo(header[148..]);
    }
}
