namespace Stage3.Embedded.Resolution;

/// <summary>The package that needs something.</summary>
/// <param name="Package">Which.</param>
/// <param name="ToBuild">Whether it needs that to be built: then it cannot be the package itself, and what the package replaces is there until then.</param>
internal readonly record struct Chooser(Candidate Package, bool ToBuild)
{
    internal static Chooser Of(PackageNode node, DependencyStrength strength) =>
        new(node.Package, (strength & (DependencyStrength.Build | DependencyStrength.Optional)) == DependencyStrength.Build);
}
