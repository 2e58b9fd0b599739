using System.IO.Compression;

namespace Stage3.Archives.Compressors;

/// <summary>gzip by .NET. The header has no time and no name.</summary>
internal static class GzipFormat
{
    internal static Stream OpenReader(Stream source, string name) => new GZipStream(source, CompressionMode.Decompress, leaveOpen: true);

    internal static Stream OpenWriter(Stream destination, CompressionSettings settings) =>
        new GZipStream(destination, new ZLibCompressionOptions { CompressionLevel = settings.Level ?? 6 }, leaveOpen: true);
}
