using System.Diagnostics.CodeAnalysis;

namespace Stage3.Linux.Files;

/// <summary>
/// A path below some root, as bytes: components with single slashes between them, none of them empty, <c>.</c> or
/// <c>..</c>, no NUL, no slash at either end. The default value is the root itself. Ordered as a walk goes: a
/// folder before what is in it, and names by unsigned bytes, component by component.
/// </summary>
public readonly struct BytePath : IEquatable<BytePath>, IComparable<BytePath>
{
    private BytePath(ByteString bytes) => Bytes = bytes;

    /// <summary>The root itself: no components.</summary>
    public static BytePath Root => default;

    /// <summary>The bytes, without a leading slash; empty for the root.</summary>
    public ByteString Bytes { get; }

    /// <summary>True for the root itself.</summary>
    public bool IsRoot => Bytes.IsEmpty;

    /// <summary>The last component; empty for the root.</summary>
    public ByteString Name => ByteString.Of(NameSpan);

    /// <summary>The bytes of the last component, without a copy.</summary>
    public ReadOnlySpan<byte> NameSpan => Bytes.Span[(Bytes.Span.LastIndexOf((byte)'/') + 1)..];

    /// <summary>The folder that holds it; the root is its own parent.</summary>
    public BytePath Parent => new(ByteString.Of(Bytes.Span[..Math.Max(0, Bytes.Span.LastIndexOf((byte)'/'))]));

    /// <summary>Reads a path of plain text, encoded in UTF-8. A leading slash, <c>./</c> and a trailing slash are dropped.</summary>
    /// <exception cref="FormatException">It has a <c>..</c> in it, or a NUL.</exception>
    public static BytePath Parse(string text) => Parse(ByteString.Of(text).Span);

    /// <summary>Reads a path. A leading slash, <c>.</c> components and repeated or trailing slashes are dropped.</summary>
    /// <exception cref="FormatException">It has a <c>..</c> in it, or a NUL.</exception>
    public static BytePath Parse(ReadOnlySpan<byte> bytes) =>
        TryParse(bytes, out var path)
            ? path
            : throw new FormatException($"'{ByteText.Show(bytes)}' is not a path below a root: '..' and NUL are not allowed in one");

    /// <summary>As <see cref="Parse(ReadOnlySpan{byte})"/>, but a malformed path is a value.</summary>
    public static bool TryParse(ReadOnlySpan<byte> bytes, [MaybeNullWhen(false)] out BytePath path)
    {
        path = default;
        if (bytes.Contains((byte)0)) return false;
        if (IsNormal(bytes))
        {
            path = new BytePath(ByteString.Of(bytes));
            return true;
        }

        var normal = new byte[bytes.Length];
        var length = 0;
        foreach (var range in bytes.Split((byte)'/'))
        {
            var component = bytes[range];
            if (component is [] or [(byte)'.']) continue;
            if (component is [(byte)'.', (byte)'.']) return false;
            if (length > 0) normal[length++] = (byte)'/';
            component.CopyTo(normal.AsSpan(length));
            length += component.Length;
        }
        path = new BytePath(ByteString.Of(normal.AsSpan(0, length)));
        return true;
    }

    /// <summary>The path of a name in the folder that this path names.</summary>
    /// <exception cref="FormatException">The name is empty, <c>.</c> or <c>..</c>, or has a slash or NUL in it.</exception>
    public BytePath Child(ByteString name)
    {
        if (!IsName(name.Span)) throw new FormatException($"'{name}' is not a name of a file in a folder");
        return IsRoot ? new BytePath(name) : new BytePath(Join(Bytes.Span, name.Span));
    }

    /// <summary>The path of another path below this one.</summary>
    public BytePath Combine(BytePath below) =>
        IsRoot ? below : below.IsRoot ? this : new BytePath(Join(Bytes.Span, below.Bytes.Span));

    /// <summary>True for the path itself and all that lies below it.</summary>
    public bool Contains(BytePath other)
    {
        if (IsRoot) return true;
        var mine = Bytes.Span;
        var theirs = other.Bytes.Span;
        return theirs.StartsWith(mine) && (theirs.Length == mine.Length || theirs[mine.Length] == '/');
    }

    /// <summary>True where the other path is that of something right in this one.</summary>
    public bool IsParentOf(BytePath other) => Bytes.Span.SequenceEqual(other.Bytes.Span[..Math.Max(0, other.Bytes.Span.LastIndexOf((byte)'/'))]) && !other.IsRoot;

    /// <summary>True where the bytes can be the name of a file in a folder: not empty, not <c>.</c> or <c>..</c>, no slash, no NUL.</summary>
    public static bool IsName(ReadOnlySpan<byte> bytes) =>
        bytes is not ([] or [(byte)'.'] or [(byte)'.', (byte)'.']) && bytes.IndexOfAny((byte)0, (byte)'/') < 0;

    /// <inheritdoc/>
    public bool Equals(BytePath other) => Bytes == other.Bytes;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is BytePath other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => Bytes.GetHashCode();

    /// <inheritdoc/>
    public int CompareTo(BytePath other)
    {
        var left = Bytes.Span;
        var right = other.Bytes.Span;
        var common = left.CommonPrefixLength(right);
        // The slash ends a component, so it stands before every byte that would go on with the name.
        return Rank(left, common).CompareTo(Rank(right, common));
        static int Rank(ReadOnlySpan<byte> path, int at) => at == path.Length ? -1 : path[at] == '/' ? 0 : path[at];
    }

    /// <summary>The path for people, with a leading slash.</summary>
    public override string ToString() => "/" + Bytes;

    /// <summary>Equal bytes.</summary>
    public static bool operator ==(BytePath left, BytePath right) => left.Equals(right);

    /// <summary>Different bytes.</summary>
    public static bool operator !=(BytePath left, BytePath right) => !left.Equals(right);

    /// <summary>Walk order.</summary>
    public static bool operator <(BytePath left, BytePath right) => left.CompareTo(right) < 0;

    /// <summary>Walk order.</summary>
    public static bool operator >(BytePath left, BytePath right) => left.CompareTo(right) > 0;

    /// <summary>Walk order.</summary>
    public static bool operator <=(BytePath left, BytePath right) => left.CompareTo(right) <= 0;

    /// <summary>Walk order.</summary>
    public static bool operator >=(BytePath left, BytePath right) => left.CompareTo(right) >= 0;

    private static ByteString Join(ReadOnlySpan<byte> folder, ReadOnlySpan<byte> name)
    {
        var joined = new byte[folder.Length + 1 + name.Length];
        folder.CopyTo(joined);
        joined[folder.Length] = (byte)'/';
        name.CopyTo(joined.AsSpan(folder.Length + 1));
        return ByteString.Of(joined);
    }

    private static bool IsNormal(ReadOnlySpan<byte> bytes)
    {
        if (bytes.IsEmpty) return true;
        foreach (var range in bytes.Split((byte)'/'))
            if (bytes[range] is [] or [(byte)'.'] or [(byte)'.', (byte)'.']) return false;
        return true;
    }
}
