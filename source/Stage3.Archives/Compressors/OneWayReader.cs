namespace Stage3.Archives.Compressors;

/// <summary>A stream that can be read from start to end, and nothing else.</summary>
internal abstract class OneWayReader : Stream
{
    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw OneWay();

    public override long Position
    {
        get => throw OneWay();
        set => throw OneWay();
    }

    public abstract override int Read(Span<byte> buffer);

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int ReadByte()
    {
        byte one = 0;
        return Read(new Span<byte>(ref one)) == 0 ? -1 : one;
    }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw OneWay();

    public override void SetLength(long value) => throw OneWay();

    public override void Write(byte[] buffer, int offset, int count) => throw OneWay();

    private static NotSupportedException OneWay() => new("the stream is read in one direction");
}
