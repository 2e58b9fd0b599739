using SharpCompress.Compressors;
using SharpCompress.Compressors.BZip2;

namespace Stage3.Archives.Compressors;

/// <summary>bzip2 by SharpCompress: writing, and reading where libbz2 is missing.</summary>
internal static class Bzip2Format
{
    internal static Stream OpenReader(Stream source) =>
        BZip2Stream.Create(source, CompressionMode.Decompress, decompressConcatenated: true, leaveOpen: true);

    internal static Stream OpenWriter(Stream destination) =>
        BZip2Stream.Create(destination, CompressionMode.Compress, decompressConcatenated: false, leaveOpen: true);
}
