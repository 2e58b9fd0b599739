using Stage3.Archives.Compressors;
using Stage3.Archives.Digests;

namespace Stage3.Archives.Tests.Compressors;

/// <summary>Zstandard and bzip2 are read by libzstd and libbz2 where they are, and by managed code elsewhere: nobody should notice which.</summary>
public sealed class LibraryReaderTests
{
    private static readonly byte[] Content = [.. Enumerable.Range(0, 400_000).Select(i => (byte)(i * i >> 7))];

    public static TheoryData<string> Inputs => [.. Cases(Compression.Bzip2).Keys];

    [Theory]
    [MemberData(nameof(Inputs))]
    public void Libzstd_and_managed_code_read_the_same(string input)
    {
        ZstdLibrary.IsThere.Should().BeTrue("dpkg brings libzstd to every Debian");
        var bytes = Cases(Compression.Zstd)[input];

        var ours = Outcome(new ZstdReader(new MemoryStream(bytes), "file.zst"));
        ours.Should().Be(Outcome(new CheckedReader(new MemoryStream(bytes), ZstdFormat.OpenReader, Compression.Zstd, "file.zst")));
    }

    [Fact]
    public void Skippable_frames_of_Zstandard_are_skipped()
    {
        byte[] skippable = [0x50, 0x2a, 0x4d, 0x18, 3, 0, 0, 0, 1, 2, 3], whole = Compress(Compression.Zstd, Content);
        Outcome(new ZstdReader(new MemoryStream([.. skippable, .. whole, .. skippable]), "file.zst")).Should().Be(Whole);
    }

    [Theory]
    [MemberData(nameof(Inputs))]
    public void Libbz2_and_managed_code_read_the_same(string input)
    {
        Bzip2Library.IsThere.Should().BeTrue("dpkg brings libbz2 to every Debian");
        var bytes = Cases(Compression.Bzip2)[input];

        var ours = Outcome(new Bzip2Reader(new MemoryStream(bytes), "file.bz2"));
        ours.Should().Be(Outcome(new CheckedReader(new MemoryStream(bytes), Bzip2Format.OpenReader, Compression.Bzip2, "file.bz2")));
    }

    [Fact]
    public void Bzip2_is_read_from_a_source_that_gives_a_byte_at_a_time()
    {
        var source = new OneByteStream([.. Compress(Compression.Bzip2, Content[..1000]), .. Compress(Compression.Bzip2, Content[1000..])]);
        Outcome(new Bzip2Reader(source, "file.bz2")).Should().Be(Whole);
    }

    [Fact]
    public void No_changed_byte_of_bzip2_gives_another_content()
    {
        var bytes = Compress(Compression.Bzip2, Content[..500]);
        var whole = Outcome(new Bzip2Reader(new MemoryStream(bytes), "file.bz2"));
        for (var i = 0; i < bytes.Length; i++)
        {
            var changed = bytes.ToArray();
            changed[i] ^= 0x40;
            // Some bits say nothing: the block size, codes that no symbol has.
            Outcome(new Bzip2Reader(new MemoryStream(changed), "file.bz2")).Should().BeOneOf(["refused", whole], $"byte {i} is another");
        }
    }

    [Fact]
    public void What_stands_behind_the_end_is_told_from_damage()
    {
        var zstd = () => new ZstdReader(new MemoryStream(Cases(Compression.Zstd)["other bytes behind"]), "file.zst").CopyTo(Stream.Null);
        zstd.Should().Throw<ArchiveException>().WithMessage("other bytes stand behind the end of the zstd stream*where: file.zst*");
        var bzip2 = () => new Bzip2Reader(new MemoryStream(Cases(Compression.Bzip2)["other bytes behind"]), "file.bz2").CopyTo(Stream.Null);
        bzip2.Should().Throw<ArchiveException>().WithMessage("other bytes stand behind the end of the bzip2 stream*where: file.bz2*");
    }

    private static string Whole => $"{Content.Length} bytes, {Digest.Of(DigestKind.Md5, Content)}";

    private static Dictionary<string, byte[]> Cases(Compression compression)
    {
        var (whole, empty) = (Compress(compression, Content), Compress(compression, []));
        return new()
        {
            ["a stream"] = whole,
            ["an empty stream"] = empty,
            ["streams, empty ones between"] = [.. empty, .. whole, .. empty, .. whole, .. empty],
            ["nothing"] = [],
            ["half a stream"] = whole[..(whole.Length / 2)],
            ["all but the last byte"] = whole[..^1],
            ["half a second stream"] = [.. whole, .. whole[..100]],
            ["other bytes behind"] = [.. whole, .. "something else"u8],
        };
    }

    private static byte[] Compress(Compression compression, byte[] content)
    {
        using var output = new MemoryStream();
        using (var writer = compression.OpenWriter(output, CompressionSettings.Default)) writer.Write(content);
        return output.ToArray();
    }

    private static string Outcome(Stream reader)
    {
        using (reader)
        {
            try
            {
                using var all = new MemoryStream();
                reader.CopyTo(all);
                return $"{all.Length} bytes, {Digest.Of(DigestKind.Md5, all.ToArray())}";
            }
            catch (ArchiveException)
            {
                return "refused";
            }
        }
    }

    private sealed class OneByteStream(byte[] bytes) : MemoryStream(bytes)
    {
        public override int Read(Span<byte> buffer) => base.Read(buffer.IsEmpty ? buffer : buffer[..1]);
    }
}
