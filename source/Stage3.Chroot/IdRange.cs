namespace Stage3.Chroot;

/// <summary>A range of user or group ids.</summary>
/// <param name="First">The first id of it.</param>
/// <param name="Last">The last id of it.</param>
/// <param name="Setting">The setting that says where it begins.</param>
/// <param name="Line">That setting's line; null where it is assumed.</param>
internal sealed record IdRange(uint First, uint Last, string Setting, int? Line)
{
    public bool Contains(uint id) => id >= First && id <= Last;

    public bool Overlaps(IdRange other) => First <= other.Last && other.First <= Last;

    public override string ToString() => $"{First}–{Last}";
}
