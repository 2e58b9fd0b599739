using System.Security.Cryptography;

namespace Stage3.Packaging;

/// <summary>Passes a stream on and digests what passes.</summary>
internal sealed class DigestingReader(Stream source, IncrementalHash hash) : Stream
{
    /// <summary>Bytes that passed.</summary>
    public long Passed { get; private set; }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override int Read(Span<byte> buffer)
    {
        var got = source.Read(buffer);
        hash.AppendData(buffer[..got]);
        Passed += got;
        return got;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override void Flush() => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
