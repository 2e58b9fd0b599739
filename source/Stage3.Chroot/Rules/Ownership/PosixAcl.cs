using System.Buffers.Binary;
using Stage3.Linux.Files;

namespace Stage3.Chroot.Rules.Ownership;

/// <summary>Access control lists as the kernel keeps them in attributes: acl(5), linux/posix_acl_xattr.h.</summary>
internal static class PosixAcl
{
    /// <summary>The tag ACL_USER: an entry of a user by number.</summary>
    public const ushort User = 0x02;

    /// <summary>The tag ACL_GROUP: an entry of a group by number.</summary>
    public const ushort Group = 0x08;

    private const uint Version = 2;
    private const int Header = 4;
    private const int Entry = 8;

    /// <summary>The attribute that says who may use a file.</summary>
    public static ByteString Access { get; } = ByteString.Of("system.posix_acl_access");

    /// <summary>The attribute of a folder that says who may use what is made in it.</summary>
    public static ByteString Default { get; } = ByteString.Of("system.posix_acl_default");

    /// <summary>The ids that entries with that tag name, in both lists of a file.</summary>
    public static IEnumerable<uint> Named(XattrList attributes, ushort tag) =>
        attributes.Where(attribute => attribute.Name == Access || attribute.Name == Default).SelectMany(list => Ids(list.Value.Span, tag));

    private static List<uint> Ids(ReadOnlySpan<byte> list, ushort tag)
    {
        var ids = new List<uint>();
        if (list.Length < Header || BinaryPrimitives.ReadUInt32LittleEndian(list) != Version) return ids;
        for (var rest = list[Header..]; rest.Length >= Entry; rest = rest[Entry..])
            if (BinaryPrimitives.ReadUInt16LittleEndian(rest) == tag) ids.Add(BinaryPrimitives.ReadUInt32LittleEndian(rest[4..]));
        return ids;
    }
}
