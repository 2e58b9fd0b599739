namespace Stage3.Chroot.Tests;

/// <summary>One thing done to a sound root, and the one finding that must come of it.</summary>
public sealed record Defect(string Name, Action<SoundRoot> Plant, string Rule, string? Path, int? Line, string Message)
{
    public override string ToString() => Name;
}
