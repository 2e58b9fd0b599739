using System.Text;

namespace Stage3.Linux.Files;

/// <summary>
/// Bytes as the kernel gives and takes them for names, symlink targets and values of extended attributes: any bytes,
/// no encoding promised. Immutable; equal by content; ordered by unsigned bytes, as strcmp(3) and GNU tar's
/// <c>--sort=name</c> do. The default value is the empty string of bytes.
/// </summary>
public readonly struct ByteString : IEquatable<ByteString>, IComparable<ByteString>
{
    // Kept with a NUL behind it, so that a system call can take it without a copy.
    private readonly byte[]? _terminated;

    private ByteString(byte[] terminated) => _terminated = terminated;

    /// <summary>No bytes.</summary>
    public static ByteString Empty => default;

    /// <summary>The bytes, without a terminator.</summary>
    public ReadOnlySpan<byte> Span => _terminated is null ? [] : _terminated.AsSpan(0, _terminated.Length - 1);

    /// <summary>Number of bytes.</summary>
    public int Length => _terminated is null ? 0 : _terminated.Length - 1;

    /// <summary>True where there are no bytes.</summary>
    public bool IsEmpty => Length == 0;

    /// <summary>A copy of the bytes.</summary>
    public static ByteString Of(ReadOnlySpan<byte> bytes)
    {
        if (bytes.IsEmpty) return default;
        var terminated = new byte[bytes.Length + 1];
        bytes.CopyTo(terminated);
        return new ByteString(terminated);
    }

    /// <summary>The text in UTF-8.</summary>
    public static ByteString Of(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (text.Length == 0) return default;
        var terminated = new byte[Encoding.UTF8.GetByteCount(text) + 1];
        Encoding.UTF8.GetBytes(text, terminated);
        return new ByteString(terminated);
    }

    /// <summary>The bytes of this one with those of another behind them.</summary>
    public ByteString Append(ReadOnlySpan<byte> tail)
    {
        var terminated = new byte[Length + tail.Length + 1];
        Span.CopyTo(terminated);
        tail.CopyTo(terminated.AsSpan(Length));
        return new ByteString(terminated);
    }

    /// <summary>A copy of the bytes as an array.</summary>
    public byte[] ToArray() => Span.ToArray();

    /// <summary>The first byte, with a NUL after the last: for <c>fixed</c> and system calls.</summary>
    public ref readonly byte GetPinnableReference() => ref (_terminated ?? NothingTerminated)[0];

    /// <inheritdoc/>
    public bool Equals(ByteString other) => Span.SequenceEqual(other.Span);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is ByteString other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = new HashCode();
        hash.AddBytes(Span);
        return hash.ToHashCode();
    }

    /// <inheritdoc/>
    public int CompareTo(ByteString other) => Span.SequenceCompareTo(other.Span);

    /// <summary>The bytes read as UTF-8 for people; a byte that is not UTF-8 is shown as <c>\x80</c>, so different bytes never look the same.</summary>
    public override string ToString() => ByteText.Show(Span);

    /// <summary>Equal bytes.</summary>
    public static bool operator ==(ByteString left, ByteString right) => left.Equals(right);

    /// <summary>Different bytes.</summary>
    public static bool operator !=(ByteString left, ByteString right) => !left.Equals(right);

    /// <summary>Order by unsigned bytes.</summary>
    public static bool operator <(ByteString left, ByteString right) => left.CompareTo(right) < 0;

    /// <summary>Order by unsigned bytes.</summary>
    public static bool operator >(ByteString left, ByteString right) => left.CompareTo(right) > 0;

    /// <summary>Order by unsigned bytes.</summary>
    public static bool operator <=(ByteString left, ByteString right) => left.CompareTo(right) <= 0;

    /// <summary>Order by unsigned bytes.</summary>
    public static bool operator >=(ByteString left, ByteString right) => left.CompareTo(right) >= 0;

    private static readonly byte[] NothingTerminated = [0];
}
