using System.Buffers;
using System.Collections.Concurrent;

namespace Stage3.Packaging;

/// <summary>
/// Hands a stream over to another thread, which reads it: bounded, so that whoever is faster waits. One writer, one reader. A reader that has
/// ended takes no more, and the writer then goes on alone.
/// </summary>
internal sealed class HandOver : Stream
{
    private const int Pieces = 16;
    private readonly BlockingCollection<ArraySegment<byte>> _pieces = new(Pieces);
    private readonly CancellationTokenSource _ended = new();
    private ArraySegment<byte> _piece;
    private byte[]? _rented;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>The writer's end: nothing follows.</summary>
    public void Complete() => _pieces.CompleteAdding();

    /// <summary>The reader's end: nothing more is taken.</summary>
    public void End() => _ended.Cancel();

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        if (buffer.IsEmpty || _ended.IsCancellationRequested) return;
        var copy = ArrayPool<byte>.Shared.Rent(buffer.Length);
        buffer.CopyTo(copy);
        try
        {
            _pieces.Add(new(copy, 0, buffer.Length), _ended.Token);
        }
        catch (OperationCanceledException)
        {
            ArrayPool<byte>.Shared.Return(copy);
        }
    }

    public override int Read(Span<byte> buffer)
    {
        if (_piece.Count == 0)
        {
            if (_rented is not null) ArrayPool<byte>.Shared.Return(_rented);
            _rented = null;
            if (!_pieces.TryTake(out _piece, Timeout.Infinite)) return 0;
            _rented = _piece.Array;
        }

        var got = Math.Min(buffer.Length, _piece.Count);
        _piece.AsSpan(0, got).CopyTo(buffer);
        _piece = _piece[got..];
        return got;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _pieces.Dispose();
            _ended.Dispose();
        }

        base.Dispose(disposing);
    }
}
