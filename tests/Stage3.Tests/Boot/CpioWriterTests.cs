using System.Diagnostics;
using CsCheck;
using Stage3.Archives.Tar;
using Stage3.Boot;
using Stage3.Linux;
using Stage3.Linux.Files;
using Stage3.Testing;

namespace Stage3.Tests.Boot;

public sealed class CpioWriterTests
{
    [Fact]
    public void Every_kind_of_member_is_read_back_as_it_was_written()
    {
        var members = Written(
            (Entry("", PaxEntryType.Folder) with { Mode = 0x1ed }, ""),
            (Entry("etc/shadow", PaxEntryType.File) with { Mode = 0x1a0, Gid = 42, Modified = new FileTime(1_700_000_000, 5) }, "root:*:::::::\n"),
            (Entry("bin", PaxEntryType.Symlink) with { Mode = 0x1ff, SymlinkTarget = ByteString.Of("usr/bin") }, ""),
            (Entry("dev/null", PaxEntryType.CharacterDevice) with { Node = new DeviceNumber(1, 3) }, ""),
            (Entry("dev/vda", PaxEntryType.BlockDevice) with { Node = new DeviceNumber(254, 0) }, ""),
            (Entry("run/pipe", PaxEntryType.Fifo) with { Uid = 101 }, ""));

        members.Select(member => (member.Name, member.Mode)).Should().Equal(
            (".", 0x41edu), ("etc/shadow", 0x81a0u), ("bin", 0xa1ffu), ("dev/null", 0x2000u), ("dev/vda", 0x6000u), ("run/pipe", 0x1000u));
        members[1].Should().BeEquivalentTo(new { Uid = 0u, Gid = 42u, Time = 1_700_000_000u, Text = "root:*:::::::\n" });
        members[2].Text.Should().Be("usr/bin");
        members[3].Should().BeEquivalentTo(new { Major = 1u, Minor = 3u });
        members[5].Uid.Should().Be(101);
    }

    [Fact]
    public void Further_names_of_a_file_share_its_inode_and_come_without_content()
    {
        var members = Written(
            (Entry("usr/bin/perl", PaxEntryType.File), "text"),
            (Entry("usr/bin/other", PaxEntryType.File), "text"),
            (Entry("usr/bin/perl5", PaxEntryType.HardLink) with { HardLinkTarget = BytePath.Parse("usr/bin/perl") }, ""));

        members[2].Inode.Should().Be(members[0].Inode).And.NotBe(members[1].Inode);
        members[2].Content.Should().BeEmpty();
        members[0].Links.Should().BeGreaterThan(1, "the kernel looks for further names only then");
    }

    [Fact]
    public void A_further_name_of_a_symlink_becomes_a_symlink_of_its_own()
    {
        var members = Written(
            (Entry("a", PaxEntryType.Symlink) with { SymlinkTarget = ByteString.Of("target") }, ""),
            (Entry("b", PaxEntryType.HardLink) with { HardLinkTarget = BytePath.Parse("a") }, ""));

        members[1].Text.Should().Be("target");
        members[1].Inode.Should().NotBe(members[0].Inode);
    }

    [Fact]
    public void A_further_name_of_nothing_is_an_error_that_names_both()
    {
        var write = () => Written((Entry("b", PaxEntryType.HardLink) with { HardLinkTarget = BytePath.Parse("a") }, ""));

        write.Should().Throw<Stage3Exception>().WithMessage("/b is a further name of /a, which did not come before it*");
    }

    [Fact]
    public void Content_that_ends_early_is_an_error()
    {
        var write = () => new CpioWriter(new MemoryStream()).Write(Entry("a", PaxEntryType.File) with { Size = 3 }, new MemoryStream([1]));

        write.Should().Throw<Stage3Exception>().WithMessage("/a ended 2 bytes early*");
    }

    [Fact]
    public void A_file_that_the_format_cannot_hold_is_an_error()
    {
        var write = () => new CpioWriter(new MemoryStream()).Write(Entry("big", PaxEntryType.File) with { Size = 1L << 32 }, Stream.Null);

        write.Should().Throw<Stage3Exception>().WithMessage("*4294967296 bytes: an initramfs holds files below 4 GiB only*");
    }

    [Fact]
    public void Names_and_contents_of_any_length_stay_aligned() =>
        Gen.Select(Gen.String[Gen.Char.AlphaNumeric, 1, 20], Gen.Byte.Array[0, 9]).List[0, 8].Sample(files =>
        {
            var output = new MemoryStream();
            var writer = new CpioWriter(output);
            foreach (var (name, content) in files)
                writer.Write(Entry(name, PaxEntryType.File) with { Size = content.Length }, new MemoryStream(content));
            writer.Finish();

            writer.Length.Should().Be(output.Length);
            output.Position = 0;
            CpioReader.Read(output).Select(member => (member.Name, Convert.ToHexString(member.Content)))
                .Should().Equal(files.Select(file => (file.Item1, Convert.ToHexString(file.Item2))));
        });

    [FactNeeding("cpio")]
    public void Cpio_itself_lists_the_members()
    {
        using var scratch = new Scratch();
        using (var output = File.Create(scratch["archive"]))
        {
            var writer = new CpioWriter(output);
            writer.Write(Entry("usr", PaxEntryType.Folder) with { Mode = 0x1ed }, Stream.Null);
            writer.Write(Entry("usr/file", PaxEntryType.File) with { Size = 2 }, new MemoryStream([1, 2]));
            writer.Finish();
        }
        using var cpio = Process.Start(new ProcessStartInfo("cpio", ["-t", "-F", scratch["archive"]]) { RedirectStandardOutput = true, RedirectStandardError = true })!;

        cpio.StandardOutput.ReadToEnd().Should().Be("usr\nusr/file\n");
        cpio.WaitForExit();
        cpio.ExitCode.Should().Be(0);
    }

    private static PaxEntry Entry(string path, PaxEntryType type) => new(BytePath.Parse(path), type);

    private static List<CpioReader.Member> Written(params (PaxEntry Entry, string Content)[] members)
    {
        var output = new MemoryStream();
        var writer = new CpioWriter(output);
        foreach (var (entry, content) in members)
            writer.Write(entry with { Size = content.Length }, new MemoryStream(System.Text.Encoding.UTF8.GetBytes(content)));
        writer.Finish();
        output.Position = 0;
        return CpioReader.Read(output);
    }
}
