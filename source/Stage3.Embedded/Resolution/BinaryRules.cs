using Stage3.Portage.Atoms;

namespace Stage3.Embedded.Resolution;

/// <summary>Which binary packages are chosen, of those that there are. Source: emerge(1).</summary>
public sealed record BinaryRules
{
    /// <summary><c>--usepkg-include</c>, <c>--usepkg-exclude</c>.</summary>
    public PackageLists Packages { get; init; } = PackageLists.All;

    /// <summary><c>--usepkg-exclude-live</c>: none that was built of a live ebuild.</summary>
    public bool ExcludeLive { get; init; }

    /// <summary><c>--nobindeps</c>: only of the packages that are asked for, not of what they need.</summary>
    public bool OnlyAsked { get; init; }

    /// <summary><c>--binpkg-respect-use</c>: none whose USE is not the configured one; null where the command does not say: then so where ebuilds are there to be built instead.</summary>
    public bool? RespectUse { get; init; }

    /// <summary><c>--binpkg-changed-deps</c>: none whose dependencies are no longer those of its ebuild; null as above.</summary>
    public bool? RespectDependencies { get; init; }

    /// <summary><c>--use-ebuild-visibility</c>: none without a visible ebuild of its version.</summary>
    public bool NeedEbuild { get; init; }

    /// <summary>
    /// <c>--rebuilt-binaries</c>: an installed package gives way to one of another build time; null where the command does not
    /// say: then so where an update goes deep and takes nothing but binary packages.
    /// </summary>
    public bool? Rebuilt { get; init; }
}
