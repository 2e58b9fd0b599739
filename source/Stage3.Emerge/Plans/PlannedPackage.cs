using System.Collections.Immutable;
using Stage3.Portage.Names;

namespace Stage3.Emerge.Plans;

/// <summary>One package of a plan.</summary>
/// <param name="Id">Category, name and version.</param>
/// <param name="Origin">Built from source, or taken from a binary package.</param>
/// <param name="Repository">The repository of its ebuild.</param>
/// <param name="Use">The USE flags that it is, or was, built with, sorted.</param>
/// <param name="Replaces">The installed package of the same slot that it takes the place of.</param>
/// <param name="RequiredBy">Who asks for it: a package, a set, or the command line.</param>
public sealed record PlannedPackage(
    PackageId Id,
    PackageOrigin Origin,
    string Repository,
    ImmutableArray<string> Use,
    PackageId? Replaces,
    string RequiredBy);
