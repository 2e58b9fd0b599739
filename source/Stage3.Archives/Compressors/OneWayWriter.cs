namespace Stage3.Archives.Compressors;

/// <summary>A stream that can be written from start to end, and nothing else.</summary>
internal abstract class OneWayWriter : Stream
{
    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw OneWay();

    public override long Position
    {
        get => throw OneWay();
        set => throw OneWay();
    }

    public abstract override void Write(ReadOnlySpan<byte> buffer);

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void WriteByte(byte value) => Write([value]);

    public override int Read(byte[] buffer, int offset, int count) => throw OneWay();

    public override long Seek(long offset, SeekOrigin origin) => throw OneWay();

    public override void SetLength(long value) => throw OneWay();

    private static NotSupportedException OneWay() => new("the stream is written in one direction");
}
