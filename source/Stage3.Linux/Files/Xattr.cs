namespace Stage3.Linux.Files;

/// <summary>One extended attribute, such as <c>security.capability</c>; see xattr(7).</summary>
/// <param name="Name">The name with its namespace, such as <c>user.comment</c>.</param>
/// <param name="Value">The value: any bytes, NUL and newline among them.</param>
public readonly record struct Xattr(ByteString Name, ByteString Value)
{
    /// <summary>An attribute whose name is plain text.</summary>
    public static Xattr Of(string name, ReadOnlySpan<byte> value) => new(ByteString.Of(name), ByteString.Of(value));

    /// <summary>The name and the size of the value.</summary>
    public override string ToString() => $"{Name} ({Value.Length} bytes)";
}
