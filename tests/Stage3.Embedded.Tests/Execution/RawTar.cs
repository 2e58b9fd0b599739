using System.Buffers.Binary;
using System.Globalization;
using System.Text;

namespace Stage3.Embedded.Tests.Execution;

/// <summary>A tar archive whose headers say what a test says, whatever sense that makes.</summary>
internal sealed class RawTar
{
    private readonly List<byte> bytes = [];

    /// <summary>Adds a member.</summary>
    /// <param name="name">Its name, as it is.</param>
    /// <param name="type">The type: 0 file, 1 hard link, 2 symlink, 3 and 4 devices, 5 folder.</param>
    /// <param name="link">Where a link leads.</param>
    /// <param name="content">What follows.</param>
    /// <param name="size">The size that it claims; null for the content's own.</param>
    public RawTar Add(string name, char type = '0', string link = "", string content = "", long? size = null) => Add(name, type, link, Encoding.UTF8.GetBytes(content), size);

    /// <summary>Adds a file of bytes.</summary>
    public RawTar Add(string name, byte[] content) => Add(name, '0', "", content, null);

    /// <summary>Gives the next member an extended attribute, as GNU tar writes it with --xattrs.</summary>
    public RawTar AddAttribute(string name, byte[] value)
    {
        byte[] record = [.. Encoding.ASCII.GetBytes($" SCHILY.xattr.{name}="), .. value, (byte)'\n'];
        // The length of a record counts its own digits.
        var length = record.Length + 2;
        if (length >= 100) length++;
        return Add("PaxHeaders/next", 'x', "", [.. Encoding.ASCII.GetBytes(length.ToString(CultureInfo.InvariantCulture)), .. record], null);
    }

    /// <summary>The archive with its end.</summary>
    /// <param name="zeros">Further zeros behind it.</param>
    public byte[] ToArray(int zeros = 0) => [.. bytes, .. new byte[1024 + zeros]];

    private RawTar Add(string name, char type, string link, byte[] data, long? size)
    {
        var header = new byte[512];
        void Put(int at, string text) => Encoding.UTF8.GetBytes(text).CopyTo(header.AsSpan(at));
        Put(0, name);
        Put(100, "0000644\0");
        Put(108, "0000000\0");
        Put(116, "0000000\0");
        Put(136, "00000000000\0");
        Put(148, "        ");
        header[156] = (byte)type;
        Put(157, link);
        Put(257, "ustar\000");
        Put(265, "root");
        Put(297, "root");
        var length = size ?? data.Length;
        if (length is >= 0 and < 1L << 33) Put(124, $"{Convert.ToString(length, 8).PadLeft(11, '0')}\0");
        else
        {
            // As GNU tar writes what octal digits cannot say: binary, with the highest bit set.
            header.AsSpan(124, 12).Fill(length < 0 ? (byte)0xff : (byte)0);
            BinaryPrimitives.WriteInt64BigEndian(header.AsSpan(128), length);
            header[124] |= 0x80;
        }

        Put(148, string.Create(CultureInfo.InvariantCulture, $"{Convert.ToString(header.Sum(each => each), 8).PadLeft(6, '0')}\0 "));
        bytes.AddRange(header);
        bytes.AddRange(data);
        bytes.AddRange(new byte[(512 - (data.Length % 512)) % 512]);
        return this;
    }
}
