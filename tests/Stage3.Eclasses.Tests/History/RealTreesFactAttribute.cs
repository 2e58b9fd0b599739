using Stage3.Testing;

namespace Stage3.Eclasses.Tests.History;

/// <summary>A fact over the trees and clones that STAGE3_TREES names; skipped where it names none.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class RealTreesFactAttribute : FactAttribute
{
    public RealTreesFactAttribute() => Skip =
        Trees.Length == 0 ? "needs trees or clones: set STAGE3_TREES to their paths, parted by colons" : Need.Missing(Need.Root);

    public static string[] Trees { get; } =
        (Environment.GetEnvironmentVariable("STAGE3_TREES") ?? "").Split(':', StringSplitOptions.RemoveEmptyEntries);
}
