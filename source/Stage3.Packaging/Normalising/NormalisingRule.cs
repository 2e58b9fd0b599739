namespace Stage3.Packaging.Normalising;

/// <summary>
/// Something in which two builds of one stage differ though nobody asked for it, and how an archive is rid of it. Rules act on what
/// goes into the archive; the root stays as it was verified.
/// </summary>
/// <param name="name">A stable short name, for messages and documents: <c>vdb-build-time</c>.</param>
/// <param name="reason">One sentence without a full stop: why it differs, and why nobody misses it.</param>
public abstract class NormalisingRule(string name, string reason)
{
    /// <summary>A stable short name, for messages and documents.</summary>
    public string Name { get; } = name;

    /// <summary>Why it differs, and why nobody misses it.</summary>
    public string Reason { get; } = reason;
}
