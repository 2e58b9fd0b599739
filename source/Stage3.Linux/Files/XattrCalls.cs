using System.Buffers;
using System.Buffers.Text;
using System.Runtime.InteropServices;

namespace Stage3.Linux.Files;

/// <summary>
/// Extended attributes of an entry of an open folder. There are no such calls for a folder handle before Linux 6.13,
/// so the entry is named through <c>/proc/self/fd</c>, which works at any depth.
/// </summary>
internal static unsafe class XattrCalls
{
    private const int PathRoom = 300;

    internal static XattrList Read(int folder, ByteString name, Func<string> where)
    {
        Span<byte> path = stackalloc byte[PathRoom];
        WritePath(path, folder, name);
        var names = ArrayPool<byte>.Shared.Rent(1024);
        try
        {
            int length;
            while ((length = List(path, names)) == -1)
            {
                var bigger = ArrayPool<byte>.Shared.Rent(names.Length * 2);
                ArrayPool<byte>.Shared.Return(names);
                names = bigger;
            }
            if (length < -1) throw new FileException("list the extended attributes of", where(), -length);
            return length == 0 ? XattrList.Empty : ReadValues(path, names.AsSpan(0, length), where);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(names);
        }
    }

    internal static void Write(int folder, ByteString name, Xattr attribute, Func<string> where)
    {
        Span<byte> path = stackalloc byte[PathRoom];
        WritePath(path, folder, name);
        fixed (byte* at = path, key = attribute.Name, value = attribute.Value)
            if (Native.SetAttribute(at, key, value, (nuint)attribute.Value.Length, 0) < 0)
                throw new FileException($"set the extended attribute {attribute.Name} of", where(), Marshal.GetLastPInvokeError());
    }

    internal static void Remove(int folder, ByteString name, ByteString attribute, Func<string> where)
    {
        Span<byte> path = stackalloc byte[PathRoom];
        WritePath(path, folder, name);
        fixed (byte* at = path, key = attribute)
            if (Native.RemoveAttribute(at, key) < 0)
                throw new FileException($"remove the extended attribute {attribute} of", where(), Marshal.GetLastPInvokeError());
    }

    /// <summary>Length of the names; -1 where the buffer is too small; less than that is the negated error number.</summary>
    private static int List(ReadOnlySpan<byte> path, Span<byte> buffer)
    {
        nint got;
        fixed (byte* at = path, bytes = buffer) got = Native.ListAttributes(at, bytes, (nuint)buffer.Length);
        if (got >= 0) return (int)got;
        var errno = Marshal.GetLastPInvokeError();
        return errno switch { Errno.NotSupported => 0, Errno.Range => -1, _ => -errno };
    }

    private static XattrList ReadValues(ReadOnlySpan<byte> path, ReadOnlySpan<byte> names, Func<string> where)
    {
        var attributes = new List<Xattr>();
        foreach (var range in names.Split((byte)0))
        {
            if (names[range].IsEmpty) continue;
            var key = ByteString.Of(names[range]);
            attributes.Add(new Xattr(key, ReadValue(path, key, where)));
        }
        return XattrList.Of(attributes);
    }

    private static ByteString ReadValue(ReadOnlySpan<byte> path, ByteString key, Func<string> where)
    {
        Span<byte> small = stackalloc byte[256];
        var buffer = small;
        while (true)
        {
            nint got;
            fixed (byte* at = path, name = key, bytes = buffer) got = Native.GetAttribute(at, name, bytes, (nuint)buffer.Length);
            if (got >= 0) return ByteString.Of(buffer[..(int)got]);
            var errno = Marshal.GetLastPInvokeError();
            // 64 KiB is the kernel's limit of a value (XATTR_SIZE_MAX).
            if (errno != Errno.Range || buffer.Length > 64 * 1024)
                throw new FileException($"read the extended attribute {key} of", where(), errno);
            buffer = new byte[64 * 1024 + 1];
        }
    }

    private static void WritePath(Span<byte> path, int folder, ByteString name)
    {
        "/proc/self/fd/"u8.CopyTo(path);
        Utf8Formatter.TryFormat(folder, path[14..], out var digits);
        path[14 + digits] = (byte)'/';
        name.Span.CopyTo(path[(15 + digits)..]);
        path[15 + digits + name.Length] = 0;
    }
}
