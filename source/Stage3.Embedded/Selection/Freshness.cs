using Stage3.Portage.BinaryPackages;
using Stage3.Portage.Names;

namespace Stage3.Embedded.Selection;

/// <summary>
/// Whether a package that was built earlier is what its ebuild would give now: same ebuild, eclasses, files, USE and
/// configuration. Where no ebuilds are read (<c>--usepkgonly</c>), or the ebuild is gone, every package is.
/// </summary>
internal sealed class Freshness(RepositoryCandidates? ebuilds)
{
    private readonly ILookup<PackageId, string> current =
        (ebuilds?.Current ?? []).ToLookup(each => each.Id, each => each.BuiltFrom);

    /// <summary>Whether the package with this <see cref="BuildInfoKeys.BuiltFrom"/> may be taken as it is.</summary>
    public bool IsCurrent(PackageId id, string? builtFrom) =>
        !current.Contains(id) || current[id].Contains(builtFrom);
}
