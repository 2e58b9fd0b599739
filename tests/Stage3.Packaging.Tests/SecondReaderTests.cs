using Stage3.Archives.Tar;
using Stage3.Linux.Files;

namespace Stage3.Packaging.Tests;

/// <summary>What the reader beside ours finds by itself.</summary>
public sealed class SecondReaderTests : IDisposable
{
    private readonly SampleTree _tree = new();

    public void Dispose() => _tree.Dispose();

    [Fact]
    public void An_archive_as_it_was_packed_has_no_difference()
    {
        var (packed, tar) = Pack();

        Read(packed, tar).Should().BeNull();
    }

    [Fact]
    public void Names_with_blanks_in_other_encodings_and_of_any_length_are_no_difference()
    {
        _tree.Write(" a ", "blanks");
        _tree.Write("tab\t", "");
        _tree.Write("ünï", "utf-8");
        _tree.Write(string.Join('/', Enumerable.Repeat("some-folder", 30)) + "/" + new string('n', 200), "deep");
        File.CreateSymbolicLink(_tree.Path("to"), " " + new string('t', 300) + " ");
        File.CreateSymbolicLink(_tree.Path("x"), "x ");
        using (var folder = FolderHandle.Open(_tree.Root))
        using (var latin = folder.CreateFile(ByteString.Of([(byte)'J', 0xf6, (byte)'\n']), 0b110_000_000))
            folder.SetModified(ByteString.Of("tab\t"), new FileTime(-2_000_000_000, 1));
        var (packed, tar) = Pack();

        Read(packed, tar).Should().BeNull();
    }

    [Theory]
    [InlineData("owner")]
    [InlineData("mode")]
    [InlineData("name")]
    [InlineData("target")]
    [InlineData("content")]
    public void Whatever_differs_is_named_with_its_entry(string what)
    {
        var (packed, tar) = Pack();
        var other = Rewritten(tar, entry => (what, entry.Type) switch
        {
            ("owner", PaxEntryType.File) => entry with { Gid = 7 },
            ("mode", PaxEntryType.File) => entry with { Mode = 0b100_111_101_101 },
            ("name", PaxEntryType.File) => new PaxEntry(BytePath.Parse("etc/passwt"), entry.Type) { Mode = entry.Mode, Size = entry.Size, Modified = entry.Modified },
            ("target", PaxEntryType.Symlink) => entry with { SymlinkTarget = ByteString.Of("usr/sbin") },
            _ => entry,
        });
        if (what == "content") other[^200_000] ^= 1;

        Read(packed, other).Should().MatchRegex(what switch
        {
            "target" => @"^SharpCompress reads \./bin otherwise than it was packed$",
            "content" => @"^SharpCompress reads \./usr/bin/big otherwise than it was packed$",
            _ => @"^SharpCompress reads \./etc/passw[dt] otherwise than it was packed$",
        });
    }

    [Fact]
    public void An_entry_too_few_or_too_many_is_a_difference()
    {
        var (packed, tar) = Pack();
        _tree.Write("zz", "later");
        var (more, longer) = Pack();

        Read(packed, longer).Should().Be("SharpCompress finds more in it than was packed: ./zz");
        Read(more, tar).Should().Be($"SharpCompress finds {packed.Count} of {more.Count} entries in it");
    }

    [Fact]
    public void What_is_no_archive_or_ends_early_is_a_difference()
    {
        var (packed, tar) = Pack();

        Read(packed, [.. Enumerable.Repeat((byte)'x', 100_000)]).Should().StartWith("SharpCompress ");
        Read(packed, tar[..100_000]).Should().StartWith("SharpCompress ");
        Read(packed, []).Should().StartWith("SharpCompress ");
    }

    private (EntryDigests Packed, byte[] Tar) Pack()
    {
        var tar = new MemoryStream();
        return (StageArchive.Pack(_tree.Request with { Plan = SampleTree.Plain }, tar, null, CancellationToken.None).Digests, tar.ToArray());
    }

    private static string? Read(EntryDigests packed, byte[] tar)
    {
        using var reader = new SecondReader(packed);
        // In pieces of odd sizes, as a decompressor gives them.
        for (var at = 0; at < tar.Length; at += 70_001) reader.Append(tar.AsSpan(at, Math.Min(70_001, tar.Length - at)));
        return reader.Finish();
    }

    private static byte[] Rewritten(byte[] tar, Func<PaxEntry, PaxEntry> change)
    {
        var output = new MemoryStream();
        var writer = new PaxWriter(output, "./");
        var reader = new PaxReader(new MemoryStream(tar), "tar");
        while (reader.Read() is { } entry)
        {
            if (entry.Type == PaxEntryType.File) writer.Write(change(entry), reader.Content);
            else writer.Write(change(entry));
        }

        writer.Finish();
        return output.ToArray();
    }
}
