using SharpCompress.Compressors.ZStandard;
using SharpCompress.Compressors.ZStandard.Unsafe;

namespace Stage3.Archives.Compressors;

/// <summary>Zstandard by SharpCompress, with a checksum in every frame as the zstd program writes it.</summary>
internal static class ZstdFormat
{
    private const int DefaultLevel = 3;

    internal static Stream OpenReader(Stream source) =>
        new DecompressionStream(source, bufferSize: 0, checkEndOfStream: true, leaveOpen: true);

    internal static Stream OpenWriter(Stream destination, CompressionSettings settings)
    {
        var stream = new CompressionStream(destination, settings.Level ?? DefaultLevel, bufferSize: 0, leaveOpen: true);
        stream.SetParameter(ZSTD_cParameter.ZSTD_c_checksumFlag, 1);
        // One worker already cuts the input into jobs, so that more of them give the same bytes.
        stream.SetParameter(ZSTD_cParameter.ZSTD_c_nbWorkers, Math.Max(1, settings.Threads));
        if (settings.WindowBits is { } bits)
        {
            stream.SetParameter(ZSTD_cParameter.ZSTD_c_enableLongDistanceMatching, 1);
            stream.SetParameter(ZSTD_cParameter.ZSTD_c_windowLog, bits);
        }
        return stream;
    }
}
