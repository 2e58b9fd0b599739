using Stage3.Archives;

namespace Stage3.Portage.BinaryPackages;

/// <summary>Passes a decompressed stream on until it is longer than it may be: padding, headers and what stands behind the end count too.</summary>
internal sealed class LimitedReader(Stream source, long most, Func<BinaryPackageException> refuse) : ForwardStream
{
    private long passed;

    public override int Read(Span<byte> buffer)
    {
        var got = source.Read(buffer);
        passed += got;
        return passed <= most ? got : throw refuse();
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing) source.Dispose();
        base.Dispose(disposing);
    }
}
