namespace Stage3.Archives.Compressors;

/// <summary>How to compress. What is null is the format's own default.</summary>
public sealed record CompressionSettings
{
    /// <summary>The defaults, on one thread.</summary>
    public static CompressionSettings Default { get; } = new();

    /// <summary>Level of the format: xz and gzip 0 to 9, zstd 1 to 22. bzip2 has only its highest.</summary>
    public int? Level { get; init; }

    /// <summary>xz only: takes more time at the same level (<c>xz -9e</c>).</summary>
    public bool Extreme { get; init; }

    /// <summary>Threads that compress, for xz and zstd. They do not change the output.</summary>
    public int Threads { get; init; } = 1;

    /// <summary>Bytes of input in a block that one thread compresses by itself: part of what makes xz output reproducible. xz's default is three times the dictionary.</summary>
    public long? BlockSize { get; init; }

    /// <summary>zstd only: bits of the window for matches far apart (<c>--long=27</c>); readers need as much memory.</summary>
    public int? WindowBits { get; init; }
}
