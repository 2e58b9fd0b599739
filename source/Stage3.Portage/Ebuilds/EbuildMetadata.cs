using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using Stage3.Portage.Atoms;
using Stage3.Portage.Dependencies;
using Stage3.Portage.Names;

namespace Stage3.Portage.Ebuilds;

/// <summary>
/// What an ebuild says of itself, typed: the keys of a metadata cache entry, of a binary package and of an installed one
/// (whose dependencies already have their conditions settled). Source: PMS 7 and 14.
/// </summary>
public sealed record EbuildMetadata
{
    internal EbuildMetadata(Eapi eapi, Slot slot) => (Eapi, Slot) = (eapi, slot);

    /// <summary>EAPI; <c>0</c> where the key is missing or empty.</summary>
    public Eapi Eapi { get; }

    /// <summary>SLOT.</summary>
    public Slot Slot { get; }

    /// <summary>DESCRIPTION; empty where it is missing.</summary>
    public string Description { get; internal init; } = "";

    /// <summary>HOMEPAGE.</summary>
    public DependencySpec<string> Homepage { get; internal init; } = Words.None;

    /// <summary>IUSE, in the order of the ebuild, each flag once (its last default wins).</summary>
    public ImmutableArray<IuseFlag> Iuse { get; internal init; } = [];

    /// <summary>KEYWORDS, as they stand: <c>amd64</c>, <c>~arm64</c>, <c>-*</c>.</summary>
    public ImmutableArray<string> Keywords { get; internal init; } = [];

    /// <summary>BDEPEND; empty before EAPI 7.</summary>
    public DependencySpec<Atom> BuildHostDependencies { get; internal init; } = PackageDependencies.None;

    /// <summary>DEPEND.</summary>
    public DependencySpec<Atom> BuildDependencies { get; internal init; } = PackageDependencies.None;

    /// <summary>IDEPEND; empty before EAPI 8.</summary>
    public DependencySpec<Atom> InstallDependencies { get; internal init; } = PackageDependencies.None;

    /// <summary>RDEPEND.</summary>
    public DependencySpec<Atom> RuntimeDependencies { get; internal init; } = PackageDependencies.None;

    /// <summary>PDEPEND.</summary>
    public DependencySpec<Atom> PostDependencies { get; internal init; } = PackageDependencies.None;

    /// <summary>REQUIRED_USE; empty before EAPI 4.</summary>
    public DependencySpec<RequiredFlag> RequiredUse { get; internal init; } = Stage3.Portage.Dependencies.RequiredUse.None;

    /// <summary>RESTRICT.</summary>
    public DependencySpec<string> Restrict { get; internal init; } = Words.None;

    /// <summary>PROPERTIES.</summary>
    public DependencySpec<string> Properties { get; internal init; } = Words.None;

    /// <summary>LICENSE.</summary>
    public DependencySpec<string> License { get; internal init; } = Words.None;

    /// <summary>SRC_URI.</summary>
    public DependencySpec<SourceUri> SourceUris { get; internal init; } = Stage3.Portage.Dependencies.SourceUris.None;

    /// <summary>DEFINED_PHASES, such as <c>compile</c>, <c>postinst</c>; none for <c>-</c>; null where the key is missing, so any may be defined.</summary>
    public ImmutableArray<string>? DefinedPhases { get; internal init; }

    /// <summary>INHERITED: all eclasses, directly and indirectly.</summary>
    public ImmutableArray<string> Inherited { get; internal init; } = [];

    /// <summary>The dependencies of one class.</summary>
    public DependencySpec<Atom> Dependencies(DependencyKind kind) => kind switch
    {
        DependencyKind.BuildHost => BuildHostDependencies,
        DependencyKind.Build => BuildDependencies,
        DependencyKind.Install => InstallDependencies,
        DependencyKind.Runtime => RuntimeDependencies,
        _ => PostDependencies,
    };

    /// <summary>Types the keys of a metadata cache entry; unknown keys are left alone, missing ones are empty.</summary>
    /// <exception cref="FormatException">Some key cannot be read; the message names all of them.</exception>
    public static EbuildMetadata Parse(IReadOnlyDictionary<string, string> keys) => TryParse(keys, out var metadata, out var errors)
        ? metadata
        : throw new FormatException(string.Join('\n', errors));

    /// <summary>As <see cref="Parse"/>, but malformed keys are values: one line each, all at once.</summary>
    public static bool TryParse(IReadOnlyDictionary<string, string> keys,
        [NotNullWhen(true)] out EbuildMetadata? metadata, out ImmutableArray<string> errors)
    {
        var reader = new EbuildMetadataReader(keys);
        metadata = reader.Read();
        errors = reader.Errors;
        return metadata is not null;
    }
}
