namespace Stage3.Archives.Digests;

/// <summary>A digest of some content, as lower-case hexadecimal digits.</summary>
public readonly record struct Digest(DigestKind Kind, string Hex)
{
    /// <summary>The digest of bytes at hand.</summary>
    public static Digest Of(DigestKind kind, ReadOnlySpan<byte> content)
    {
        using var digester = new Digester(kind);
        digester.Append(content);
        return digester.Finish()[0];
    }

    /// <summary>The digest of a stream from where it stands to its end, in memory of fixed size.</summary>
    public static Digest Of(DigestKind kind, Stream content)
    {
        using var digester = new Digester(kind);
        digester.AppendAll(content, CancellationToken.None);
        return digester.Finish()[0];
    }

    /// <summary>The digits.</summary>
    public override string ToString() => Hex;
}
