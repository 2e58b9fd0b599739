using System.Buffers.Binary;

namespace Stage3.Embedded.Tests.Merging;

/// <summary>An access control list as the kernel keeps it: linux/posix_acl_xattr.h.</summary>
internal static class AccessList
{
    /// <summary>Owner and mask may read and write, one further user may what is asked for, group may read, others may nothing.</summary>
    internal static byte[] Of(ushort rights)
    {
        (ushort Tag, ushort Rights, uint Id)[] entries = [(1, 6, uint.MaxValue), (2, rights, 8), (4, 4, uint.MaxValue), (16, 6, uint.MaxValue), (32, 0, uint.MaxValue)];
        var bytes = new byte[4 + (8 * entries.Length)];
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, 2);
        for (var i = 0; i < entries.Length; i++)
        {
            var at = bytes.AsSpan(4 + (8 * i));
            BinaryPrimitives.WriteUInt16LittleEndian(at, entries[i].Tag);
            BinaryPrimitives.WriteUInt16LittleEndian(at[2..], entries[i].Rights);
            BinaryPrimitives.WriteUInt32LittleEndian(at[4..], entries[i].Id);
        }

        return bytes;
    }
}
