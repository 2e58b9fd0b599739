using K4os.Compression.LZ4;
using K4os.Compression.LZ4.Streams;

namespace Stage3.Archives.Compressors;

/// <summary>LZ4 frames by K4os, with a checksum over the content in every frame as the lz4 program writes it.</summary>
internal static class Lz4Format
{
    internal static Stream OpenReader(Stream source) => LZ4Stream.Decode(source, extraMemory: 0, leaveOpen: true, interactive: false);

    internal static Stream OpenWriter(Stream destination, CompressionSettings settings) =>
        LZ4Stream.Encode(
            destination,
            new LZ4EncoderSettings { ContentChecksum = true, CompressionLevel = Level(settings.Level), ChainBlocks = true, BlockSize = 4 << 20 },
            leaveOpen: true);

    // lz4 has 12 levels, 1 is the fast one that the program takes by default; the library knows no 2.
    private static LZ4Level Level(int? level) => level is > 2 and var high ? (LZ4Level)Math.Min(high, 12) : LZ4Level.L00_FAST;
}
