using Microsoft.Win32.SafeHandles;

namespace Stage3.Portage.BinaryPackages;

/// <summary>A part of an open file, read in one direction. Several can be read at a time: the file's own position is not used.</summary>
internal sealed class FileSection(SafeFileHandle file, long start, long length) : Stream
{
    private long position;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => length;

    public override long Position
    {
        get => position;
        set => throw new NotSupportedException("a part of a file is read in one direction");
    }

    public override int Read(Span<byte> buffer)
    {
        var got = RandomAccess.Read(file, buffer[..(int)Math.Min(buffer.Length, length - position)], start + position);
        position += got;
        return got;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException("a part of a file is read in one direction");

    public override void SetLength(long value) => throw new NotSupportedException("a part of a file is only read");

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException("a part of a file is only read");
}
