using Stage3.Archives.Compressors;
using Stage3.Archives.Digests;

namespace Stage3.Archives.Tests.Compressors;

/// <summary>Zstandard is read by libzstd where it is, and by managed code elsewhere: nobody should notice which.</summary>
public sealed class ZstdReaderTests
{
    private static readonly byte[] Content = [.. Enumerable.Range(0, 400_000).Select(i => (byte)(i * i >> 7))];

    public static TheoryData<string> Inputs => [.. Cases.Keys];

    private static Dictionary<string, byte[]> Cases { get; } = MakeCases();

    [Theory]
    [MemberData(nameof(Inputs))]
    public void Library_and_managed_code_read_the_same(string input)
    {
        ZstdLibrary.IsThere.Should().BeTrue("dpkg brings libzstd to every Debian");
        var bytes = Cases[input];

        var ours = Outcome(new ZstdReader(new MemoryStream(bytes), "file.zst"));
        var managed = Outcome(new CheckedReader(new MemoryStream(bytes), ZstdFormat.OpenReader, Compression.Zstd, "file.zst"));

        ours.Should().Be(managed);
    }

    [Fact]
    public void What_stands_behind_the_end_is_told_from_damage()
    {
        var read = () => new ZstdReader(new MemoryStream(Cases["other bytes behind"]), "file.zst").CopyTo(Stream.Null);
        read.Should().Throw<ArchiveException>().WithMessage("other bytes stand behind the end of the zstd stream*where: file.zst*");
    }

    private static Dictionary<string, byte[]> MakeCases()
    {
        var (whole, empty) = (Compress(Content), Compress([]));
        byte[] skippable = [0x50, 0x2a, 0x4d, 0x18, 3, 0, 0, 0, 1, 2, 3];
        return new()
        {
            ["a frame"] = whole,
            ["an empty frame"] = empty,
            ["frames, empty ones between"] = [.. empty, .. whole, .. empty, .. whole, .. empty],
            ["a skippable frame before"] = [.. skippable, .. whole],
            ["a skippable frame behind"] = [.. whole, .. skippable],
            ["nothing"] = [],
            ["half a frame"] = whole[..(whole.Length / 2)],
            ["all but the last byte"] = whole[..^1],
            ["half a second frame"] = [.. whole, .. whole[..100]],
            ["other bytes behind"] = [.. whole, .. "something else"u8],
        };
    }

    private static byte[] Compress(byte[] content)
    {
        using var output = new MemoryStream();
        using (var writer = Compression.Zstd.OpenWriter(output, CompressionSettings.Default)) writer.Write(content);
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
}
