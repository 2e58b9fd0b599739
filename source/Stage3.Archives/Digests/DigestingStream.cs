namespace Stage3.Archives.Digests;

/// <summary>Passes a stream on and lets somebody digest what passes. Owns nothing.</summary>
/// <param name="source">What is read.</param>
/// <param name="passing">Gets the bytes as they pass, such as <see cref="Digester.Append"/>.</param>
public sealed class DigestingStream(Stream source, DigestingStream.Passing passing) : ForwardStream
{
    /// <summary>Takes bytes that pass.</summary>
    public delegate void Passing(ReadOnlySpan<byte> bytes);

    /// <inheritdoc/>
    public override int Read(Span<byte> buffer)
    {
        var got = source.Read(buffer);
        passing(buffer[..got]);
        return got;
    }
}
