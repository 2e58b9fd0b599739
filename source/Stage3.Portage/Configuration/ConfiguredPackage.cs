using System.Collections.Immutable;
using Stage3.Portage.Atoms;
using Stage3.Portage.Ebuilds;
using Stage3.Portage.Names;

namespace Stage3.Portage.Configuration;

/// <summary>An ebuild under a configuration: which flags it has and may not change, whether it may be installed, what its phases get.</summary>
public sealed class ConfiguredPackage : IAtomCandidate
{
    private readonly HashSet<string> known;
    private readonly HashSet<string> enabled;
    private readonly Lazy<ImmutableSortedDictionary<string, string>> phaseVariables;

    internal ConfiguredPackage(PackageQuery query, UseState use, Visibility visibility, Func<ImmutableSortedDictionary<string, string>> variables)
    {
        (Id, Slot, Repository, Metadata) = (query.Id, query.Slot, query.Repository, query.Metadata);
        (Visibility, IsStable) = (visibility, use.IsStable);
        phaseVariables = new(variables);
        (Forced, Masked, IuseEffective) = (use.Forced, use.Masked, use.Known);
        known = new(use.Known, StringComparer.Ordinal);
        enabled = new(use.Enabled, StringComparer.Ordinal);
        Use = use.Enabled;
    }

    /// <inheritdoc/>
    public PackageId Id { get; }

    /// <inheritdoc/>
    public Slot Slot { get; }

    /// <inheritdoc/>
    public RepositoryName? Repository { get; }

    /// <summary>What the ebuild says.</summary>
    public EbuildMetadata Metadata { get; }

    /// <summary>The flags that are on, of those in <see cref="IuseEffective"/>, in ordinal order: the USE that phases see and that is recorded.</summary>
    public ImmutableArray<string> Use { get; }

    /// <summary>The flags that the ebuild may ask for: its own and those that the profile adds (PMS 11.1.1), in ordinal order.</summary>
    public ImmutableArray<string> IuseEffective { get; }

    /// <summary>The flags that the profile puts on whatever the user says.</summary>
    public ImmutableArray<string> Forced { get; }

    /// <summary>The flags that the profile puts off whatever the user says.</summary>
    public ImmutableArray<string> Masked { get; }

    /// <summary>Whether it counts as stable, so that the lists with <c>.stable.</c> in their names apply.</summary>
    public bool IsStable { get; }

    /// <summary>Whether it may be installed, with all reasons against.</summary>
    public Visibility Visibility { get; }

    /// <summary>
    /// The variables that phases get from the configuration: USE, IUSE_EFFECTIVE, the USE_EXPAND variables cut down to this package's flags, and all that profile,
    /// make.conf and environment set (ARCH, CHOST, CFLAGS, CONFIG_PROTECT, FEATURES, …). Paths of a particular build are not among them.
    /// </summary>
    public ImmutableSortedDictionary<string, string> PhaseVariables => phaseVariables.Value;

    /// <inheritdoc/>
    public bool HasFlag(UseFlag flag) => known.Contains(flag.Name);

    /// <inheritdoc/>
    public bool IsEnabled(UseFlag flag) => enabled.Contains(flag.Name);

    /// <inheritdoc/>
    public override string ToString() => Repository is null ? Id.ToString() : $"{Id}::{Repository}";
}
