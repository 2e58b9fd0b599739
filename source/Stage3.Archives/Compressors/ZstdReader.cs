using System.Buffers;

namespace Stage3.Archives.Compressors;

/// <summary>Decompresses Zstandard by libzstd: all frames of a file, all sums checked.</summary>
internal sealed class ZstdReader(Stream source, string name) : ForwardStream
{
    private readonly ZstdCoder _coder = new();
    private readonly byte[] _input = ArrayPool<byte>.Shared.Rent(128 * 1024);
    private int _start;
    private int _end;
    private bool _sourceEnded;
    private bool _anyFrame;
    private bool _inFrame;

    public override int Read(Span<byte> buffer)
    {
        ObjectDisposedException.ThrowIf(_coder.IsClosed, this);
        while (!buffer.IsEmpty)
        {
            if (_start == _end && !_sourceEnded)
            {
                (_start, _end) = (0, source.Read(_input));
                _sourceEnded = _end == 0;
            }

            if (_sourceEnded && !_inFrame) return _anyFrame ? 0 : throw CutShort();
            var code = _coder.Decompress(_input.AsSpan(_start, _end - _start), buffer, out var taken, out var made);
            if (ZstdLibrary.IsError(code) != 0) throw Failure(code);
            _start += taken;
            _inFrame = code != 0;
            _anyFrame |= !_inFrame;
            if (made > 0) return made;
            // At the end, what the decoder still held came out before.
            if (_sourceEnded && _inFrame) throw CutShort();
        }

        return 0;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing && !_coder.IsClosed)
        {
            _coder.Dispose();
            ArrayPool<byte>.Shared.Return(_input);
        }

        base.Dispose(disposing);
    }

    private ArchiveException Failure(nuint code) => _anyFrame && !_inFrame && ZstdLibrary.ErrorCode(code) == ZstdLibrary.PrefixUnknown
        ? ArchiveException.Broken("other bytes stand behind the end of the zstd stream", name)
        : ArchiveException.Broken($"the zstd stream is damaged: {ZstdLibrary.Describe(code)}", name);

    private ArchiveException CutShort() => ArchiveException.Broken("the zstd stream is cut short, or damaged at its end", name);
}
