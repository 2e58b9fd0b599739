namespace Stage3.Portage.BinaryPackages;

/// <summary>Passes a decompressed stream on until it is longer than it may be: padding, headers and what stands behind the end count too.</summary>
internal sealed class LimitedReader(Stream source, long most, Func<BinaryPackageException> refuse) : Stream
{
    private long passed;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => passed; set => throw new NotSupportedException(); }

    public override int Read(Span<byte> buffer)
    {
        var got = source.Read(buffer);
        passed += got;
        return passed <= most ? got : throw refuse();
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing) source.Dispose();
        base.Dispose(disposing);
    }
}
