using SharpCompress.Common;
using SharpCompress.Compressors.ZStandard;

namespace Stage3.Archives.Compressors;

/// <summary>Turns what a decompressor throws over broken input into an <see cref="ArchiveException"/> with a name.</summary>
internal sealed class CheckedReader(Stream decompressor, Compression compression, string name) : OneWayReader
{
    public override int Read(Span<byte> buffer)
    {
        try
        {
            return decompressor.Read(buffer);
        }
        catch (EndOfStreamException e)
        {
            throw ArchiveException.Broken($"the {compression} stream is cut short", name, e);
        }
        // The managed bzip2 meets damage with whatever its tables run into.
        catch (Exception e) when (e is InvalidDataException or ZstdException or SharpCompressException
            or IndexOutOfRangeException or NullReferenceException or InvalidOperationException or ArgumentException)
        {
            throw ArchiveException.Broken($"the {compression} stream is damaged: {e.Message}", name, e);
        }
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing) decompressor.Dispose();
        base.Dispose(disposing);
    }
}
