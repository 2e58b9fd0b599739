using Microsoft.Win32.SafeHandles;
using Stage3.Archives;

namespace Stage3.Portage.BinaryPackages;

/// <summary>A part of an open file, read in one direction. Several can be read at a time: the file's own position is not used.</summary>
internal sealed class FileSection(SafeFileHandle file, long start, long length) : ForwardStream
{
    private long position;

    public override long Length => length;

    public override int Read(Span<byte> buffer)
    {
        var got = RandomAccess.Read(file, buffer[..(int)Math.Min(buffer.Length, length - position)], start + position);
        position += got;
        return got;
    }
}
