namespace Stage3.Archives.Compressors;

/// <summary>Passes on what is written; disposing it leaves the stream behind it open.</summary>
internal sealed class PlainWriter(Stream destination) : OneWayWriter
{
    public override void Write(ReadOnlySpan<byte> buffer) => destination.Write(buffer);

    public override void Flush() => destination.Flush();
}
