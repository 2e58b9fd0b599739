using System.Buffers;
using System.Buffers.Text;
using System.Runtime.InteropServices;

namespace Stage3.Linux.Files;

/// <summary>
/// Extended attributes of an entry of an open folder. Since Linux 6.13 there are calls for just that; before, the entry is named through
/// <c>/proc/self/fd</c>, which works at any depth too and takes the kernel three times as long.
/// </summary>
internal static unsafe class XattrCalls
{
    private const int PathRoom = 300;
    private const int ValueRoom = 256;

    // 64 KiB is the kernel's limit of a value and of the list of names (XATTR_SIZE_MAX, XATTR_LIST_MAX).
    private const int MostRoom = 64 * 1024;

    // The same number on all architectures, as all calls that are younger than 2019.
    private const int GetAt = 464;
    private const int ListAt = 465;

    // A container's filter of system calls may refuse what it does not know, with either.
    private static volatile bool _hasAt = true;

    /// <summary>All attributes of an entry, or those of the names that are wanted.</summary>
    internal static XattrList Read(FolderHandle folder, ByteString name, IReadOnlyList<ByteString>? wanted)
    {
        Span<byte> small = stackalloc byte[1024];
        var length = List(folder, name, small);
        if (length == 0) return XattrList.Empty;
        if (length > 0) return ReadValues(folder, name, small[..length], wanted);
        var large = ArrayPool<byte>.Shared.Rent(MostRoom);
        try
        {
            return ReadValues(folder, name, large.AsSpan(0, List(folder, name, large)), wanted);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(large);
        }
    }

    internal static void Write(FolderHandle folder, ByteString name, Xattr attribute)
    {
        Span<byte> path = stackalloc byte[PathRoom];
        WritePath(path, folder.File, name);
        fixed (byte* at = path, key = attribute.Name, value = attribute.Value)
            if (Native.SetAttribute(at, key, value, (nuint)attribute.Value.Length, 0) < 0)
                throw folder.Failure($"set the extended attribute {attribute.Name} of", name);
    }

    internal static void Remove(FolderHandle folder, ByteString name, ByteString attribute)
    {
        Span<byte> path = stackalloc byte[PathRoom];
        WritePath(path, folder.File, name);
        fixed (byte* at = path, key = attribute)
            if (Native.RemoveAttribute(at, key) < 0)
                throw folder.Failure($"remove the extended attribute {attribute} of", name);
    }

    /// <summary>Length of the names; -1 where the buffer is too small.</summary>
    private static int List(FolderHandle folder, ByteString name, Span<byte> buffer)
    {
        var got = ListNames(folder.File, name, buffer);
        if (got >= 0) return (int)got;
        return Marshal.GetLastPInvokeError() switch
        {
            Errno.NotSupported => 0,
            Errno.Range when buffer.Length < MostRoom => -1,
            _ => throw folder.Failure("list the extended attributes of", name),
        };
    }

    private static nint ListNames(int folder, ByteString name, Span<byte> buffer)
    {
        fixed (byte* bytes = buffer)
        {
            if (_hasAt)
            {
                nint got;
                fixed (byte* entry = name) got = Native.ListAttributesAt(ListAt, folder, entry, Native.NoFollow, bytes, (nuint)buffer.Length);
                if (got >= 0 || !IsRefused()) return got;
            }
            Span<byte> path = stackalloc byte[PathRoom];
            WritePath(path, folder, name);
            fixed (byte* at = path) return Native.ListAttributes(at, bytes, (nuint)buffer.Length);
        }
    }

    private static XattrList ReadValues(FolderHandle folder, ByteString name, ReadOnlySpan<byte> names, IReadOnlyList<ByteString>? wanted)
    {
        List<Xattr>? attributes = null;
        for (var rest = names; rest.IndexOf((byte)0) is >= 0 and var end; rest = rest[(end + 1)..])
        {
            if (end == 0 || (wanted is not null && !Has(wanted, rest[..end]))) continue;
            var key = ByteString.Of(rest[..end]);
            (attributes ??= []).Add(new Xattr(key, ReadValue(folder, name, key)));
        }
        return attributes is null ? XattrList.Empty : XattrList.Of(attributes);
    }

    private static bool Has(IReadOnlyList<ByteString> wanted, ReadOnlySpan<byte> name)
    {
        for (var index = 0; index < wanted.Count; index++)
            if (wanted[index].Span.SequenceEqual(name)) return true;
        return false;
    }

    private static ByteString ReadValue(FolderHandle folder, ByteString name, ByteString key)
    {
        Span<byte> small = stackalloc byte[ValueRoom];
        var buffer = small;
        while (true)
        {
            var got = GetValue(folder.File, name, key, buffer);
            if (got >= 0) return ByteString.Of(buffer[..(int)got]);
            if (Marshal.GetLastPInvokeError() != Errno.Range || buffer.Length >= MostRoom)
                throw folder.Failure($"read the extended attribute {key} of", name);
            buffer = new byte[MostRoom];
        }
    }

    private static nint GetValue(int folder, ByteString name, ByteString key, Span<byte> buffer)
    {
        fixed (byte* attribute = key, bytes = buffer)
        {
            if (_hasAt)
            {
                var value = new Native.AttributeArguments { Value = (ulong)bytes, Size = (uint)buffer.Length };
                nint got;
                fixed (byte* entry = name) got = Native.GetAttributeAt(GetAt, folder, entry, Native.NoFollow, attribute, &value, (nuint)sizeof(Native.AttributeArguments));
                if (got >= 0 || !IsRefused()) return got;
            }
            Span<byte> path = stackalloc byte[PathRoom];
            WritePath(path, folder, name);
            fixed (byte* at = path) return Native.GetAttribute(at, attribute, bytes, (nuint)buffer.Length);
        }
    }

    // EPERM may also be the file's own: then the older call, which is tried next, says so again.
    private static bool IsRefused()
    {
        var errno = Marshal.GetLastPInvokeError();
        if (errno == Errno.NoSystemCall) _hasAt = false;
        return errno is Errno.NoSystemCall or Errno.NotPermitted;
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
