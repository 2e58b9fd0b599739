namespace Stage3.Portage.Accounts;

/// <summary>The lines of a stream, with bounds: a longer line than any account has is passed over, not kept.</summary>
internal static class AccountLines
{
    /// <summary>Bytes of a line that are kept: 1 MiB, some 100,000 members of a group.</summary>
    public const int LongestLine = 1 << 20;

    /// <summary>Bytes of a file that are read: 32 MiB, some 400,000 accounts.</summary>
    public const long LargestFile = 32L << 20;

    /// <summary>Calls <paramref name="line"/> for each; the flag says that the line was cut at <see cref="LongestLine"/>.</summary>
    /// <returns>False where the stream went on after <see cref="LargestFile"/> bytes.</returns>
    public static bool Read(Stream stream, LineAction line)
    {
        var chunk = new byte[64 * 1024];
        var kept = new MemoryStream();
        var (number, total, isLong, isOpen) = (1, 0L, false, false);
        int read;
        while ((read = stream.Read(chunk)) > 0)
        {
            total += read;
            if (total > LargestFile) return false;
            var rest = chunk.AsSpan(0, read);
            while (!rest.IsEmpty)
            {
                var end = rest.IndexOf((byte)'\n');
                var part = end < 0 ? rest : rest[..end];
                isLong |= kept.Length + part.Length > LongestLine;
                kept.Write(part[..(int)Math.Min(part.Length, LongestLine - kept.Length)]);
                isOpen = end < 0;
                if (isOpen) break;
                line(number++, kept.GetBuffer().AsSpan(0, (int)kept.Length), isLong);
                kept.SetLength(0);
                isLong = false;
                rest = rest[(end + 1)..];
            }
        }
        if (isOpen) line(number, kept.GetBuffer().AsSpan(0, (int)kept.Length), isLong);
        return true;
    }

    public delegate void LineAction(int number, ReadOnlySpan<byte> bytes, bool isCut);
}
