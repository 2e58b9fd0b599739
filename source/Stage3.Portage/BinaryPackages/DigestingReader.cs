using System.Collections.Immutable;
using Stage3.Archives.Digests;

namespace Stage3.Portage.BinaryPackages;

/// <summary>Passes a stream on and digests what is read. Owns nothing.</summary>
internal sealed class DigestingReader(Stream source, IEnumerable<DigestKind> kinds) : Stream
{
    private readonly Digester digester = new(kinds);

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => digester.Length; set => throw new NotSupportedException(); }

    /// <summary>The digests of all that was read, in the order of the kinds.</summary>
    public ImmutableArray<Digest> Finish() => digester.Finish();

    public override int Read(Span<byte> buffer)
    {
        var got = source.Read(buffer);
        digester.Append(buffer[..got]);
        return got;
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
        if (disposing) digester.Dispose();
        base.Dispose(disposing);
    }
}
