using Stage3.Archives.Compressors;

namespace Stage3.Packaging;

/// <summary>
/// All that the bytes of a compressed archive depend on, beside its content. The number of threads is not part of it: blocks are of a
/// fixed size, however many of them are compressed at once.
/// </summary>
/// <param name="Compression">The format.</param>
/// <param name="Level">Its level; null is the format's own default.</param>
/// <param name="BlockSize">xz: bytes that one thread compresses by itself.</param>
/// <param name="WindowBits">zstd: bits of the window for matches far apart (<c>--long</c>).</param>
public sealed record CompressionPlan(Compression Compression, int? Level, long? BlockSize = null, int? WindowBits = null)
{
    /// <summary>Three dictionaries of xz's level 6: a hundred megabytes are enough for four threads.</summary>
    public const long DefaultBlockSize = 24L << 20;

    /// <summary>Two dictionaries of xz's level 9: a gigabyte is eight blocks, which two or four threads share evenly.</summary>
    public const long BestBlockSize = 128L << 20;

    // What zstd reads without being told to use more memory: zstd(1), --long.
    private const int LongWindow = 27;

    /// <summary>What an effort means for a format.</summary>
    /// <param name="compression">The format.</param>
    /// <param name="effort">How much time to take.</param>
    /// <param name="level">The level that is asked for by number: used with <see cref="CompressionEffort.Default"/>.</param>
    public static CompressionPlan Of(Compression compression, CompressionEffort effort, int? level = null)
    {
        ArgumentNullException.ThrowIfNull(compression);
        var (fast, usual, best) = Levels(compression);
        var chosen = effort switch { CompressionEffort.Fast => fast, CompressionEffort.Best => best, _ => level ?? usual };
        return compression == Compression.Xz
            ? new(compression, chosen, effort == CompressionEffort.Best ? BestBlockSize : DefaultBlockSize)
            : new(compression, chosen, WindowBits: compression == Compression.Zstd ? LongWindow : null);
    }

    /// <summary>The settings for so many threads.</summary>
    public CompressionSettings ForThreads(int threads) =>
        new() { Level = Level, Threads = threads, BlockSize = BlockSize, WindowBits = WindowBits };

    private static (int? Fast, int? Usual, int? Best) Levels(Compression compression) => compression.Name switch
    {
        "xz" => (1, 6, 9),
        "zstd" => (3, 19, 22),
        "gzip" => (1, 6, 9),
        _ => (null, null, null),
    };
}
