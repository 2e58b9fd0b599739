using System.Collections.Immutable;
using Stage3.Emerge.Commands;
using Stage3.Portage.Atoms;

namespace Stage3.Embedded.Resolution;

/// <summary>What of emerge's options changes a plan. Source: emerge(1).</summary>
public sealed record ResolverOptions
{
    /// <summary><c>--update</c>: the best visible version of each slot; without it, what is installed and fits stays.</summary>
    public bool Update { get; init; }

    /// <summary><c>--deep</c>: the dependencies of installed packages are looked at too.</summary>
    public bool Deep { get; init; }

    /// <summary>With <see cref="Deep"/>: no deeper than this below what is asked for; null for all.</summary>
    public int? Depth { get; init; }

    /// <summary><c>--update-if-installed</c>: what is asked for and not installed is not merged.</summary>
    public bool UpdateOnlyInstalled { get; init; }

    /// <summary><c>--newuse</c>: merge again where IUSE or an enabled flag changed.</summary>
    public bool NewUse { get; init; }

    /// <summary><c>--changed-use</c>: merge again where an enabled flag changed.</summary>
    public bool ChangedUse { get; init; }

    /// <summary><c>--noreplace</c>: what is asked for and installed stays.</summary>
    public bool NoReplace { get; init; }

    /// <summary><c>--nodeps</c>: just what is asked for, in that order.</summary>
    public bool NoDependencies { get; init; }

    /// <summary><c>--newrepo</c>: merge again where the package is of another repository now.</summary>
    public bool NewRepository { get; init; }

    /// <summary><c>--changed-slot</c>: merge again where the ebuild of the version says another slot or sub-slot now.</summary>
    public bool ChangedSlot { get; init; }

    /// <summary><c>--changed-deps</c>: merge again where the ebuild of the version has other dependencies now.</summary>
    public bool ChangedDependencies { get; init; }

    /// <summary><c>--onlydeps</c>: what is asked for is not merged, only what it needs.</summary>
    public bool OnlyDependencies { get; init; }

    /// <summary><c>--onlydeps-with-rdeps</c>: what is asked for and not merged counts with what it needs to run, too.</summary>
    public bool OnlyDependenciesToRun { get; init; } = true;

    /// <summary><c>--onlydeps-with-ideps</c>: it counts with what it needs to be installed, where not with what it needs to run.</summary>
    public bool OnlyDependenciesToInstall { get; init; }

    /// <summary><c>--ignore-built-slot-operator-deps</c>: the slot and sub-slot that a package was built against do not bind it.</summary>
    public bool IgnoresBuiltSlots { get; init; }

    /// <summary><c>--rebuild-if-unbuilt</c>, <c>--rebuild-if-new-rev</c>, <c>--rebuild-if-new-ver</c>: what was built with a package is merged again where that comes anew.</summary>
    public RebuildCause RebuildCause { get; init; }

    /// <summary><c>--rebuild-exclude</c>: these are not merged again for what they were built with.</summary>
    public ImmutableArray<PackagePattern> RebuildExclude { get; init; } = [];

    /// <summary><c>--rebuild-ignore</c>: for these nothing is merged again.</summary>
    public ImmutableArray<PackagePattern> RebuildIgnore { get; init; } = [];

    /// <summary><c>--rebuild-if-new-slot</c>: what was built against a slot is merged again for a newer slot, where it may be.</summary>
    public bool RebuildsForNewSlots { get; init; } = true;

    /// <summary><c>--root-deps</c>: whether what a package is built with goes into ROOT, too, or nowhere.</summary>
    public RootDependencies RootDependencies { get; init; }

    /// <summary><c>--buildpkgonly</c>: packages are built and not merged, so what they are built with must be there.</summary>
    public bool BuildOnly { get; init; }

    /// <summary><c>--reinstall-atoms</c>: these are merged again where anything asks for them.</summary>
    public ImmutableArray<PackagePattern> Reinstall { get; init; } = [];

    /// <summary><c>--complete-graph-if-new-use</c>: installed packages are kept whole where a package comes with other USE.</summary>
    public bool CompletesForNewUse { get; init; } = true;

    /// <summary><c>--complete-graph-if-new-ver</c>: they are kept whole where another version comes.</summary>
    public bool CompletesForNewVersions { get; init; } = true;

    /// <summary><c>--ignore-world</c>: installed packages may lose what they need.</summary>
    public bool IgnoresWorld { get; init; }

    /// <summary><c>FEATURES=buildpkg-proactive</c> of make.conf(5): what is installed and has no binary package that would do is built again where it is looked at.</summary>
    public bool BuildsMissingBinaries { get; init; }

    /// <summary><c>--emptytree</c>: as if nothing were installed.</summary>
    public bool EmptyTree { get; init; }

    /// <summary><c>--with-bdeps</c>: whether build dependencies of what is built already count; null where the command does not say.</summary>
    public bool? WithBuildDependencies { get; init; }

    /// <summary><c>--with-bdeps-auto</c>: they count by themselves where nothing is taken that was built elsewhere.</summary>
    public bool WithBuildDependenciesAuto { get; init; } = true;

    /// <summary><c>--with-test-deps</c>: what is asked for counts with what its tests need, though its flag <c>test</c> is off.</summary>
    public bool WithTestDependencies { get; init; }

    /// <summary><c>--usepkg</c>, <c>--usepkgonly</c>.</summary>
    public BinaryUse Binaries { get; init; }

    /// <summary><c>--ignore-soname-deps=n</c>: what built packages need of each other's libraries must be there. It counts with <c>--usepkgonly</c> alone: nobody knows what an ebuild will have.</summary>
    public bool Sonames { get; init; }

    /// <summary>Which binary packages are chosen.</summary>
    public BinaryRules Taken { get; init; } = new();

    /// <summary><c>--exclude</c>: these are not merged, whoever asks for them.</summary>
    public ImmutableArray<PackagePattern> Exclude { get; init; } = [];

    /// <summary>Where BDEPEND and IDEPEND are met.</summary>
    public BuildHost BuildHost { get; init; }

    /// <summary><c>--backtrack</c>: how many other choices are tried after a conflict.</summary>
    public int Backtrack { get; init; } = 20;

    /// <summary>True where needs of libraries count.</summary>
    internal bool CountsSonames => Sonames && Binaries == BinaryUse.Only;

    /// <summary>Where it is not said, they count only where nothing is taken that was built elsewhere (emerge(1), <c>--with-bdeps-auto</c>).</summary>
    internal bool CountsBuildDependencies => WithBuildDependencies ?? (WithBuildDependenciesAuto && Binaries == BinaryUse.Never);

    /// <summary>True where packages so far below what is asked for are looked at, though they are installed.</summary>
    internal bool Reaches(int depth) => EmptyTree || (Deep && (Depth is null || depth <= Depth));

    /// <summary>True where an installed package gives way to a binary one that was built at another time.</summary>
    internal bool FollowsBuildTimes => Taken.Rebuilt ?? (Binaries == BinaryUse.Only && Update && Deep);

    /// <summary>True where packages that are asked for are not merged again just for being asked for.</summary>
    public bool IsSelective => Update || NewRepository || ChangedSlot || ChangedDependencies || NewUse || ChangedUse || NoReplace;
}
