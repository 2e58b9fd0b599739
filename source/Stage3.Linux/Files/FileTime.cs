namespace Stage3.Linux.Files;

/// <summary>
/// A time of a file: whole seconds since 1970-01-01 UTC, which may be negative, and the nanoseconds (0 to 999,999,999)
/// that follow them. So half a second before 1970 is (-1, 500,000,000), as in struct timespec.
/// </summary>
public readonly record struct FileTime(long Seconds, int Nanoseconds) : IComparable<FileTime>
{
    /// <inheritdoc/>
    public int CompareTo(FileTime other) =>
        Seconds != other.Seconds ? Seconds.CompareTo(other.Seconds) : Nanoseconds.CompareTo(other.Nanoseconds);

    /// <summary>The earlier of two times.</summary>
    public static FileTime Min(FileTime left, FileTime right) => left < right ? left : right;

    /// <summary>The time as a decimal number of seconds, as in pax headers: no exponent, no trailing zeros.</summary>
    public override string ToString()
    {
        if (Nanoseconds == 0) return $"{Seconds}";
        var (whole, rest) = Seconds < 0 ? (Seconds + 1, 1_000_000_000 - Nanoseconds) : (Seconds, Nanoseconds);
        return $"{(Seconds < 0 && whole == 0 ? "-0" : $"{whole}")}.{$"{rest:d9}".TrimEnd('0')}";
    }

    /// <summary>Order in time.</summary>
    public static bool operator <(FileTime left, FileTime right) => left.CompareTo(right) < 0;

    /// <summary>Order in time.</summary>
    public static bool operator >(FileTime left, FileTime right) => left.CompareTo(right) > 0;

    /// <summary>Order in time.</summary>
    public static bool operator <=(FileTime left, FileTime right) => left.CompareTo(right) <= 0;

    /// <summary>Order in time.</summary>
    public static bool operator >=(FileTime left, FileTime right) => left.CompareTo(right) >= 0;
}
