using SharpCompress.Common;
using SharpCompress.Compressors.ZStandard;

namespace Stage3.Archives.Compressors;

/// <summary>
/// Holds a decompressor to its input: what it throws over broken bytes becomes an <see cref="ArchiveException"/> with a
/// name, and an end that comes before or after that of the input is one too.
/// </summary>
internal sealed class CheckedReader(Stream source, Func<Stream, Stream> open, Compression compression, string name) : ForwardStream
{
    private readonly SourceTap _tap = new(source);
    private Stream? _decompressor;

    public override int Read(Span<byte> buffer)
    {
        if (buffer.IsEmpty) return 0;
        try
        {
            // Opened late: a decompressor may look at its input when it is made.
            _decompressor ??= open(_tap);
            long before;
            do
            {
                before = _tap.Passed;
                var got = _decompressor.Read(buffer);
                if (got > 0) return got;
            }
            // An empty part may end a read and not the stream: lz4 has frames without content.
            while (_tap.Passed > before && !_tap.ReachedEnd);
        }
        catch (EndOfStreamException e)
        {
            throw CutShort(e);
        }
        // The managed bzip2 meets damage with whatever its tables run into.
        catch (Exception e) when (e is InvalidDataException or ZstdException or SharpCompressException
            or IndexOutOfRangeException or NullReferenceException or InvalidOperationException or ArgumentException)
        {
            if (_tap.ReachedEnd) throw CutShort(e);
            throw ArchiveException.Broken($"the {compression} stream is damaged: {e.Message}", name, e);
        }
        if (!_tap.HasContent) throw CutShort(null);
        // A decompressor asks for more behind each part; one that did not met bytes that it did not know.
        if (!_tap.ReachedEnd) throw ArchiveException.Broken($"other bytes stand behind the end of the {compression} stream", name);
        return 0;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing) _decompressor?.Dispose();
        base.Dispose(disposing);
    }

    private ArchiveException CutShort(Exception? inner) =>
        ArchiveException.Broken($"the {compression} stream is cut short, or damaged at its end", name, inner);
}
