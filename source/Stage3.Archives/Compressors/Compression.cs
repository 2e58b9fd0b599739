using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;

namespace Stage3.Archives.Compressors;

/// <summary>
/// A way to compress a stream. One of the fixed values here; names and endings are those of GLEP 78 and
/// <c>BINPKG_COMPRESS</c> in make.conf(5).
/// </summary>
public sealed class Compression
{
    private readonly byte[] _magic;

    private Compression(string name, string ending, byte[] magic) => (Name, Ending, _magic) = (name, ending, magic);

    /// <summary>Not compressed.</summary>
    public static Compression None { get; } = new("none", "", []);

    /// <summary>gzip, RFC 1952.</summary>
    public static Compression Gzip { get; } = new("gzip", ".gz", [0x1f, 0x8b]);

    /// <summary>bzip2.</summary>
    public static Compression Bzip2 { get; } = new("bzip2", ".bz2", "BZh"u8.ToArray());

    /// <summary>xz, by liblzma.</summary>
    public static Compression Xz { get; } = new("xz", ".xz", [0xfd, .. "7zXZ\0"u8]);

    /// <summary>Zstandard, RFC 8878.</summary>
    public static Compression Zstd { get; } = new("zstd", ".zst", [0x28, 0xb5, 0x2f, 0xfd]);

    /// <summary>LZ4 frames.</summary>
    public static Compression Lz4 { get; } = new("lz4", ".lz4", [0x04, 0x22, 0x4d, 0x18]);

    /// <summary>All of them.</summary>
    public static ImmutableArray<Compression> All { get; } = [None, Gzip, Bzip2, Xz, Zstd, Lz4];

    // As many bytes as the longest magic has.
    private static int MagicLength { get; } = All.Max(one => one._magic.Length);

    /// <summary>The name: <c>none</c>, <c>gzip</c>, <c>bzip2</c>, <c>xz</c>, <c>zstd</c>, <c>lz4</c>.</summary>
    public string Name { get; }

    /// <summary>The ending of file names, such as <c>.xz</c>; empty for <see cref="None"/>.</summary>
    public string Ending { get; }

    /// <summary>What compresses here, and its version: <c>liblzma 5.4.1</c>. Part of what the bytes depend on; empty for <see cref="None"/>.</summary>
    public string Implementation => Name switch
    {
        "none" => "",
        "xz" => $"liblzma {Lzma.VersionText}",
        "gzip" => $".NET {Environment.Version}",
        "lz4" => Of(typeof(K4os.Compression.LZ4.Streams.LZ4Stream)),
        _ => Of(typeof(SharpCompress.Compressors.ZStandard.CompressionStream)),
    };

    /// <summary>The compression of a name.</summary>
    /// <exception cref="FormatException">No compression has this name.</exception>
    public static Compression Parse(string name) =>
        TryParse(name, out var compression)
            ? compression
            : throw new FormatException($"'{name}' is no compression: choose one of {string.Join(", ", All.Select(one => one.Name))}");

    /// <summary>As <see cref="Parse"/>, but an unknown name is a value.</summary>
    public static bool TryParse(string? name, [NotNullWhen(true)] out Compression? compression)
    {
        compression = All.FirstOrDefault(one => one.Name == name);
        return compression is not null;
    }

    /// <summary>What the ending of a file name says; <see cref="None"/> where it says nothing.</summary>
    public static Compression OfFileName(string fileName)
    {
        ArgumentNullException.ThrowIfNull(fileName);
        return All.FirstOrDefault(one => one.Ending.Length > 0 && fileName.EndsWith(one.Ending, StringComparison.Ordinal)) ?? None;
    }

    /// <summary>What the first bytes say; <see cref="None"/> where they say nothing.</summary>
    public static Compression OfMagic(ReadOnlySpan<byte> start)
    {
        foreach (var one in All)
            if (one._magic.Length > 0 && start.StartsWith(one._magic)) return one;
        return IsSkippableZstdFrame(start) ? Zstd : None;
    }

    /// <summary>Opens a stream for reading by what its first bytes say. The stream given stays open.</summary>
    /// <param name="source">The compressed, or plain, bytes.</param>
    /// <param name="name">What errors call it.</param>
    /// <param name="compression">What was recognised.</param>
    public static Stream OpenReader(Stream source, string name, out Compression compression)
    {
        ArgumentNullException.ThrowIfNull(source);
        var start = new byte[MagicLength];
        var length = source.ReadAtLeast(start, start.Length, throwOnEndOfStream: false);
        compression = OfMagic(start.AsSpan(0, length));
        return compression.OpenReader(new PrefixedStream(start.AsMemory(0, length), source), name);
    }

    /// <summary>
    /// Opens a stream of compressed bytes for reading. Concatenated parts are one stream; bytes that are damaged, cut short
    /// or followed by others are an <see cref="ArchiveException"/>, which comes at the latest when the end is
    /// read. The stream given stays open.
    /// </summary>
    /// <param name="source">The compressed bytes.</param>
    /// <param name="name">What errors call it.</param>
    /// <param name="threads">Threads that decompress, where the format can have several: xz of blocks, by a liblzma from 5.4 on.</param>
    public Stream OpenReader(Stream source, string name, int threads = 1)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(name);
        return Name switch
        {
            "none" => new PrefixedStream(default, source),
            "gzip" => GzipReader.Open(source, name),
            "bzip2" when Bzip2Library.IsThere => new Bzip2Reader(source, name),
            "bzip2" => new CheckedReader(source, Bzip2Format.OpenReader, this, name),
            "xz" => XzReader.Open(source, name, threads),
            "zstd" when ZstdLibrary.IsThere => new ZstdReader(source, name),
            "zstd" => new CheckedReader(source, ZstdFormat.OpenReader, this, name),
            _ => new CheckedReader(source, Lz4Format.OpenReader, this, name),
        };
    }

    /// <summary>
    /// Opens a stream that compresses what is written to it. Disposing it writes the end; the stream given stays
    /// open. The same settings give the same bytes with any number of threads.
    /// </summary>
    public Stream OpenWriter(Stream destination, CompressionSettings settings)
    {
        ArgumentNullException.ThrowIfNull(destination);
        ArgumentNullException.ThrowIfNull(settings);
        return Name switch
        {
            "none" => new PlainWriter(destination),
            "gzip" => GzipFormat.OpenWriter(destination, settings),
            "bzip2" => Bzip2Format.OpenWriter(destination),
            "xz" => XzWriter.Open(destination, settings),
            "zstd" => ZstdFormat.OpenWriter(destination, settings),
            _ => Lz4Format.OpenWriter(destination, settings),
        };
    }

    /// <summary>The name.</summary>
    public override string ToString() => Name;

    private static string Of(Type type) => $"{type.Assembly.GetName().Name} {type.Assembly.GetName().Version!.ToString(3)}";

    // RFC 8878, 3.1.2: 0x184D2A50 to 0x184D2A5F; pzstd begins with one.
    private static bool IsSkippableZstdFrame(ReadOnlySpan<byte> start) => start is [>= 0x50 and <= 0x5f, 0x2a, 0x4d, 0x18, ..];
}
