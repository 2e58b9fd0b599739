namespace Stage3.Archives;

/// <summary>A stream that can be read from start to end, and nothing else: the frame of all readers here.</summary>
public abstract class ForwardStream : Stream
{
    /// <inheritdoc/>
    public override bool CanRead => true;

    /// <inheritdoc/>
    public override bool CanSeek => false;

    /// <inheritdoc/>
    public override bool CanWrite => false;

    /// <inheritdoc/>
    public override long Length => throw OneWay();

    /// <inheritdoc/>
    public override long Position
    {
        get => throw OneWay();
        set => throw OneWay();
    }

    /// <inheritdoc/>
    public abstract override int Read(Span<byte> buffer);

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    /// <inheritdoc/>
    public override int ReadByte()
    {
        byte one = 0;
        return Read(new Span<byte>(ref one)) == 0 ? -1 : one;
    }

    /// <inheritdoc/>
    public override void Flush()
    {
    }

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => throw OneWay();

    /// <inheritdoc/>
    public override void SetLength(long value) => throw OneWay();

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) => throw OneWay();

    private static NotSupportedException OneWay() => new("the stream is read in one direction");
}
