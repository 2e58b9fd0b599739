namespace Stage3.Archives.Compressors;

/// <summary>Passes a stream on and remembers how far it was read.</summary>
internal sealed class SourceTap(Stream source) : ForwardStream
{
    /// <summary>How many bytes were passed on.</summary>
    internal long Passed { get; private set; }

    /// <summary>True where there was at least one byte.</summary>
    internal bool HasContent => Passed > 0;

    /// <summary>True where the end of the stream was seen.</summary>
    internal bool ReachedEnd { get; private set; }

    public override int Read(Span<byte> buffer)
    {
        var got = source.Read(buffer);
        Passed += got;
        ReachedEnd |= got == 0 && !buffer.IsEmpty;
        return got;
    }
}
