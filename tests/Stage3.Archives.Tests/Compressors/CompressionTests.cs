using System.Diagnostics;
using CsCheck;
using Stage3.Archives.Compressors;
using Stage3.Testing;

namespace Stage3.Archives.Tests.Compressors;

public sealed class CompressionTests
{
    public static TheoryData<string> Formats => ["gzip", "bzip2", "xz", "zstd", "lz4"];

    public static TheoryData<string> WithNone => ["none", "gzip", "bzip2", "xz", "zstd", "lz4"];

    [Theory]
    [MemberData(nameof(WithNone))]
    public void What_was_compressed_is_read_back_and_recognised(string name)
    {
        var format = Compression.Parse(name);
        foreach (var content in new[] { [], "x"u8.ToArray(), Sample(700_000) })
        {
            using var reader = Compression.OpenReader(new MemoryStream(Compress(format, content)), "test", out var recognised);
            recognised.Should().Be(format);
            Bytes(reader).AsSpan().SequenceEqual(content).Should().BeTrue();
        }
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public void Concatenated_streams_are_one(string name)
    {
        var format = Compression.Parse(name);
        byte[] two = [.. Compress(format, Sample(100_000)), .. Compress(format, "end"u8.ToArray())];
        Read(format, two).AsSpan().SequenceEqual((byte[])[.. Sample(100_000), .. "end"u8]).Should().BeTrue();
        var empty = Compress(format, []);
        Read(format, [.. empty, .. empty, .. two, .. empty]).Should().HaveCount(100_003);
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public void A_stream_that_is_cut_short_is_an_error_that_names_it(string name)
    {
        var format = Compression.Parse(name);
        var whole = Compress(format, Sample(30_000));
        foreach (var length in Enumerable.Range(0, 40).Concat(Enumerable.Range(1, 40).Select(i => whole.Length - i)))
        {
            var read = () => Read(format, whole[..length]);
            read.Should().Throw<ArchiveException>($"{length} of {whole.Length} bytes are not the whole").WithMessage($"*{name}*where: file.{name}*");
            // The same behind a whole stream; nothing behind it is whole. SharpCompress takes the three bytes
            // "BZh" behind a bzip2 stream for its end, which nothing outside of it can tell from the stream's own bytes.
            if (length == 0 || (name == "bzip2" && length == 3)) continue;
            var readSecond = () => Read(format, [.. whole, .. whole[..length]]);
            readSecond.Should().Throw<ArchiveException>($"{length} of the second {whole.Length} bytes are not the whole");
        }
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public void Other_bytes_behind_the_end_are_an_error(string name)
    {
        var format = Compression.Parse(name);
        byte[] followed = [.. Compress(format, Sample(30_000)), .. "something else"u8];
        var read = () => Read(format, followed);
        read.Should().Throw<ArchiveException>().WithMessage($"*where: file.{name}*");
    }

    [Theory]
    [Trait("Category", "Fuzz")]
    [MemberData(nameof(Formats))]
    public void A_changed_byte_is_an_error_or_changes_nothing(string name)
    {
        var format = Compression.Parse(name);
        var content = Sample(20_000);
        var whole = Compress(format, content);
        Gen.Select(Gen.Int[0, whole.Length - 1], Gen.Int[1, 255]).Sample(
            (at, change) =>
            {
                var changed = (byte[])whole.Clone();
                changed[at] ^= (byte)change;
                try
                {
                    return Read(format, changed).AsSpan().SequenceEqual(content);
                }
                catch (ArchiveException)
                {
                    return true;
                }
            },
            iter: FuzzCount.Or(300));
    }

    [Theory]
    [InlineData("xz")]
    [InlineData("zstd")]
    public void The_number_of_threads_changes_nothing(string name)
    {
        var format = Compression.Parse(name);
        var content = Sample(2_500_000);
        var one = Compress(format, content, new CompressionSettings { Level = 1, BlockSize = 1 << 20, Threads = 1 });
        var three = Compress(format, content, new CompressionSettings { Level = 1, BlockSize = 1 << 20, Threads = 3 });
        three.AsSpan().SequenceEqual(one).Should().BeTrue();
        Read(format, one).Should().HaveCount(content.Length);
    }

    [Fact]
    public void Blocks_that_are_decoded_side_by_side_are_the_same_and_their_damage_is_found()
    {
        var content = Sample(1_500_000);
        var whole = Compress(Compression.Xz, content, new CompressionSettings { Level = 0, BlockSize = 1 << 17 });

        ReadOnThreads(3, whole).AsSpan().SequenceEqual(content).Should().BeTrue();
        ReadOnThreads(3, [.. whole, .. whole]).Should().HaveCount(2 * content.Length);
        for (var part = 1; part < 40; part++)
        {
            var at = part * (whole.Length / 40);
            var cut = () => ReadOnThreads(3, whole[..at]);
            cut.Should().Throw<ArchiveException>($"it ends at {at}").WithMessage("*xz*cut short*where: file.xz*");
            var damaged = () => ReadOnThreads(3, [.. whole[..at], (byte)(whole[at] ^ 0x55), .. whole[(at + 1)..]]);
            damaged.Should().Throw<ArchiveException>($"the byte at {at} is another").WithMessage("*xz*where: file.xz*");
        }
    }

    [TheoryNeeding("gzip")]
    [InlineData("gzip")]
    public void The_program_reads_ours_and_we_read_its_gzip(string program) => Exchange(program);

    [TheoryNeeding("xz")]
    [InlineData("xz")]
    [InlineData("xz", "-T2", "--block-size=100000")]
    [InlineData("xz", "--x86", "--lzma2=preset=1")]
    public void The_program_reads_ours_and_we_read_its_xz(string program, params string[] options) => Exchange(program, options);

    [TheoryNeeding("zstd")]
    [InlineData("zstd")]
    [InlineData("zstd", "-19", "--long=27")]
    public void The_program_reads_ours_and_we_read_its_zstd(string program, params string[] options) => Exchange(program, options);

    [TheoryNeeding("bzip2")]
    [InlineData("bzip2")]
    public void The_program_reads_ours_and_we_read_its_bzip2(string program) => Exchange(program);

    [TheoryNeeding("lz4")]
    [InlineData("lz4")]
    [InlineData("lz4", "-9", "-BX")]
    [InlineData("lz4", "-B4", "-BI")]
    public void The_program_reads_ours_and_we_read_its_lz4(string program, params string[] options) => Exchange(program, options);

    [Theory]
    [InlineData("image.tar.zst", "zstd")]
    [InlineData("a.tar.xz", "xz")]
    [InlineData("a.tar.bz2", "bzip2")]
    [InlineData("a.gz", "gzip")]
    [InlineData("a.lz4", "lz4")]
    [InlineData("a.tar", "none")]
    public void An_ending_names_a_format(string file, string name) => Compression.OfFileName(file).Name.Should().Be(name);

    [Fact]
    public void An_unknown_name_lists_the_choices()
    {
        var parse = () => Compression.Parse("lzip");
        parse.Should().Throw<FormatException>().WithMessage("'lzip' is no compression: choose one of none, gzip, bzip2, xz, zstd, lz4");
    }

    [Fact]
    public void A_level_that_xz_has_not_is_an_error()
    {
        var open = () => Compression.Xz.OpenWriter(Stream.Null, new CompressionSettings { Level = 17 });
        open.Should().Throw<ArchiveException>().WithMessage("*options are not supported*");
    }

    private static void Exchange(string program, params string[] options)
    {
        var format = Compression.Parse(program);
        var content = Sample(500_000);
        Run(program, ["-dc"], Compress(format, content)).AsSpan().SequenceEqual(content).Should().BeTrue();
        Read(format, Run(program, ["-c", .. options], content)).AsSpan().SequenceEqual(content).Should().BeTrue();
    }

    private static byte[] Run(string program, string[] arguments, byte[] input)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardInput = true, RedirectStandardOutput = true })!;
        var output = Task.Run(() => Bytes(process.StandardOutput.BaseStream));
        process.StandardInput.BaseStream.Write(input);
        process.StandardInput.Close();
        process.WaitForExit();
        process.ExitCode.Should().Be(0);
        return output.Result;
    }

    private static byte[] Compress(Compression format, byte[] content, CompressionSettings? settings = null)
    {
        using var output = new MemoryStream();
        using (var writer = format.OpenWriter(output, settings ?? CompressionSettings.Default)) writer.Write(content);
        return output.ToArray();
    }

    private static byte[] Read(Compression format, byte[] compressed)
    {
        using var reader = format.OpenReader(new MemoryStream(compressed), $"file.{format}");
        return Bytes(reader);
    }

    private static byte[] ReadOnThreads(int threads, byte[] compressed)
    {
        using var reader = Compression.Xz.OpenReader(new MemoryStream(compressed), "file.xz", threads);
        return Bytes(reader);
    }

    private static byte[] Bytes(Stream stream)
    {
        using var all = new MemoryStream();
        stream.CopyTo(all);
        return all.ToArray();
    }

    /// <summary>Bytes that compress to about a third, always the same.</summary>
    private static byte[] Sample(int length)
    {
        var bytes = new byte[length];
        var state = 1u;
        for (var i = 0; i < length; i++)
        {
            state = (state * 1_664_525) + 1_013_904_223;
            bytes[i] = (byte)("etaoin shrdlu"[(int)((state >> 24) % 13)] ^ (i >> 16));
        }
        return bytes;
    }
}
