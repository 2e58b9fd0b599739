using System.IO.Compression;

namespace Stage3.Archives.Compressors;

/// <summary>Writes gzip by .NET. The header has no time and no name.</summary>
internal static class GzipFormat
{
    internal static Stream OpenWriter(Stream destination, CompressionSettings settings) => new Writer(
        destination,
        new GZipStream(destination, new ZLibCompressionOptions { CompressionLevel = settings.Level ?? 6 }, leaveOpen: true));

    /// <summary>.NET writes nothing at all where there is no content; gzip wants an empty member (RFC 1952).</summary>
    private sealed class Writer(Stream destination, GZipStream compressor) : OneWayWriter
    {
        private bool _open = true;
        private bool _empty = true;

        public override void Write(ReadOnlySpan<byte> buffer)
        {
            _empty &= buffer.IsEmpty;
            compressor.Write(buffer);
        }

        public override void Flush() => compressor.Flush();

        protected override void Dispose(bool disposing)
        {
            if (disposing && _open)
            {
                _open = false;
                compressor.Dispose();
                if (_empty) destination.Write([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
            }
            base.Dispose(disposing);
        }
    }
}
