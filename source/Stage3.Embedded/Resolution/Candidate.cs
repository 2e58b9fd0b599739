using System.Collections.Frozen;
using System.Collections.Immutable;
using Stage3.Portage.Atoms;
using Stage3.Portage.Dependencies;
using Stage3.Portage.Ebuilds;
using Stage3.Portage.Libraries;
using Stage3.Portage.Names;

namespace Stage3.Embedded.Resolution;

/// <summary>
/// One package that the resolver may choose, or that is installed, with all that configuration decides of it decided already:
/// its USE, and whether it may be used at all. Two candidates are equal only if they are the same object.
/// </summary>
public sealed class Candidate(PackageId id, Slot slot, CandidateOrigin origin) : IAtomCandidate
{
    internal static UseFlag Test { get; } = UseFlag.Parse("test");

    /// <inheritdoc/>
    public PackageId Id { get; } = id;

    /// <inheritdoc/>
    public Slot Slot { get; } = slot;

    /// <summary>Where it would come from.</summary>
    public CandidateOrigin Origin { get; } = origin;

    /// <inheritdoc/>
    public RepositoryName? Repository { get; init; }

    /// <summary>The EAPI that its dependencies are written in.</summary>
    public Eapi Eapi { get; init; } = Eapi.Latest;

    /// <summary>Its effective IUSE.</summary>
    public FrozenSet<UseFlag> Iuse { get; init; } = [];

    /// <summary>The flags that its own IUSE names, without those that a profile adds.</summary>
    public FrozenSet<UseFlag> Declared { get; init; } = [];

    /// <summary>The flags of <see cref="Iuse"/> that are on.</summary>
    public FrozenSet<UseFlag> Enabled { get; init; } = [];

    /// <summary>Of a binary package: the flags that would be on if it were built now. Of others: those that are on.</summary>
    public FrozenSet<UseFlag> Configured { get; init; } = [];

    /// <summary>Why configuration keeps it from being used (masked, keyword, licence, REQUIRED_USE, …), one reason each; none where it may be used.</summary>
    public ImmutableArray<string> Hindrances { get; init; } = [];

    /// <summary>What of its REQUIRED_USE does not hold; none where all does. Unlike a hindrance it makes no other package be taken: USE is the user's to change.</summary>
    public ImmutableArray<string> UnmetRequiredUse { get; init; } = [];

    /// <summary>Of two with the same version and origin, the higher one is taken: the priority of the repository or binhost.</summary>
    public int Preference { get; init; }

    /// <inheritdoc/>
    public long BuildId => Build.Id;

    /// <summary>How a built package came to be.</summary>
    public BuildFacts Build { get; init; } = new();

    /// <summary>True where the profile or the user masks the flag <c>test</c>.</summary>
    public bool TestsAreMasked { get; init; }

    /// <summary>True where it is, or was built of, an ebuild whose sources change without its version: PROPERTIES="live".</summary>
    public bool IsLive { get; init; }

    /// <summary>BDEPEND, conditions included.</summary>
    public DependencySpec<Atom> BuildHostDependencies { get; init; } = PackageDependencies.None;

    /// <summary>DEPEND, conditions included.</summary>
    public DependencySpec<Atom> BuildDependencies { get; init; } = PackageDependencies.None;

    /// <summary>IDEPEND, conditions included.</summary>
    public DependencySpec<Atom> InstallDependencies { get; init; } = PackageDependencies.None;

    /// <summary>RDEPEND, conditions included.</summary>
    public DependencySpec<Atom> RuntimeDependencies { get; init; } = PackageDependencies.None;

    /// <summary>PDEPEND, conditions included.</summary>
    public DependencySpec<Atom> PostDependencies { get; init; } = PackageDependencies.None;

    /// <summary>A candidate with slot, EAPI and dependencies of its metadata; IUSE, USE and visibility are the caller's to decide.</summary>
    public static Candidate Of(PackageId id, EbuildMetadata metadata, CandidateOrigin origin, RepositoryName? repository,
        IEnumerable<UseFlag> iuse, IEnumerable<UseFlag> enabled, ImmutableArray<string> hindrances, int preference = 0, BuildFacts? build = null, ImmutableArray<string> unmetRequiredUse = default, bool testsAreMasked = false)
    {
        var flags = iuse.ToFrozenSet();
        var enabledFlags = enabled.Where(flags.Contains).ToFrozenSet();
        return new Candidate(id, metadata.Slot, origin)
        {
            Repository = repository,
            Eapi = metadata.Eapi,
            Iuse = flags,
            Declared = metadata.Iuse.Select(flag => flag.Flag).ToFrozenSet(),
            Enabled = enabledFlags,
            Hindrances = hindrances,
            Preference = preference,
            Build = build ?? new BuildFacts(),
            Configured = build?.Configured?.ToFrozenSet() ?? enabledFlags,
            TestsAreMasked = testsAreMasked,
            UnmetRequiredUse = unmetRequiredUse.IsDefault ? [] : unmetRequiredUse,
            IsLive = metadata.Properties.Flatten(flags.Contains).Contains("live"),
            BuildHostDependencies = metadata.BuildHostDependencies,
            BuildDependencies = metadata.BuildDependencies,
            InstallDependencies = metadata.InstallDependencies,
            RuntimeDependencies = metadata.RuntimeDependencies,
            PostDependencies = metadata.PostDependencies,
        };
    }

    /// <inheritdoc/>
    public bool Provides(Soname soname) => Build.Provides.Contains(soname);

    /// <inheritdoc/>
    public bool HasFlag(UseFlag flag) => Iuse.Contains(flag);

    /// <inheritdoc/>
    public bool IsEnabled(UseFlag flag) => Enabled.Contains(flag);

    /// <summary>True where another of the same version has other flags, or other ones on.</summary>
    internal bool HasOtherUse(Candidate other) => !Declared.SetEquals(other.Declared) || HasChangedUse(other);

    /// <summary>True where a flag that both have is on in one of them only.</summary>
    internal bool HasChangedUse(Candidate other) => Declared.Where(other.Declared.Contains).Any(flag => IsEnabled(flag) != other.IsEnabled(flag));

    /// <summary>The dependencies of one class, conditions included.</summary>
    public DependencySpec<Atom> Dependencies(DependencyKind kind) => kind switch
    {
        DependencyKind.BuildHost => BuildHostDependencies,
        DependencyKind.Build => BuildDependencies,
        DependencyKind.Install => InstallDependencies,
        DependencyKind.Runtime => RuntimeDependencies,
        _ => PostDependencies,
    };

    /// <summary>The atoms of all dependencies that its USE leaves.</summary>
    internal IEnumerable<Atom> AllDependencies => Enum.GetValues<DependencyKind>().SelectMany(kind => Dependencies(kind).Reduce(IsEnabled).Leaves);

    /// <summary>Name, version, slot where it is not 0, repository where it is known.</summary>
    public override string ToString() => $"{Id}{(Slot == Slot.Zero ? "" : ":" + Slot)}{(Repository is null ? "" : "::" + Repository)}";
}
