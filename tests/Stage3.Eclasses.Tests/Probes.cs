using Stage3.Eclasses.Probing;

namespace Stage3.Eclasses.Tests;

/// <summary>The probe that all tests share, so that the same bytes are run once.</summary>
internal static class Probes
{
    public static EclassProbe Shared { get; } = new();
}
