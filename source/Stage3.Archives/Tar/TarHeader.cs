namespace Stage3.Archives.Tar;

/// <summary>Places and limits of a tar header's fields; POSIX, pax, "ustar Interchange Format".</summary>
internal static class TarHeader
{
    internal const int BlockSize = 512;

    // GNU tar and most others write in records of 20 blocks.
    internal const int RecordSize = 20 * BlockSize;

    internal const int NameSize = 100;
    internal const int LargestId = 0x1FFFFF;
    internal const int LargestDevice = 0x1FFFFF;
    internal const long LargestNumber = 0x1_FFFF_FFFF;

    // More than any real member needs (an attribute has at most 64 KiB), and little enough to be held in memory.
    internal const int LargestExtension = 4 * 1024 * 1024;

    internal static readonly Range Name = 0..100;
    internal static readonly Range Mode = 100..108;
    internal static readonly Range Uid = 108..116;
    internal static readonly Range Gid = 116..124;
    internal static readonly Range Size = 124..136;
    internal static readonly Range Modified = 136..148;
    internal static readonly Range Checksum = 148..156;
    internal const int Type = 156;
    internal static readonly Range LinkName = 157..257;
    internal static readonly Range MagicAndVersion = 257..265;
    internal static readonly Range UserName = 265..297;
    internal static readonly Range GroupName = 297..329;
    internal static readonly Range Major = 329..337;
    internal static readonly Range Minor = 337..345;
    internal static readonly Range Prefix = 345..500;

    /// <summary>Bytes up to the next full block after so many.</summary>
    internal static int Padding(long length) => (int)(-length & (BlockSize - 1));

    /// <summary>The sum of all bytes of a header, its own field read as blanks.</summary>
    internal static int Sum(ReadOnlySpan<byte> header)
    {
        var sum = 8 * ' ';
        foreach (var value in header[..148]) sum += value;
        foreach (var value in header[156..]) sum += value;
        return sum;
    }

    /// <summary>As <see cref="Sum"/>, with bytes as signed numbers: some old archivers summed so.</summary>
    internal static int SignedSum(ReadOnlySpan<byte> header)
    {
        var sum = 8 * ' ';
        foreach (var value in header[..148]) sum += (sbyte)value;
        foreach (var value in header[156..]) sum += (sbyte)value;
        return sum;
    }
}
