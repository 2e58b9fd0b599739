using System.Collections.Immutable;
using Stage3.Linux;
using Stage3.Portage.Names;

namespace Stage3.Embedded.Phases;

/// <summary><c>pkg_*</c> phases of a package that was built before, run from its saved environment, as a value.</summary>
/// <param name="Package">What it is.</param>
/// <param name="Environment">The saved environment, uncompressed; it is not changed.</param>
/// <param name="Phases">The phases to run, in order, in one shell; those that <paramref name="DefinedPhases"/> lacks are passed over.</param>
/// <param name="DefinedPhases">The package's DEFINED_PHASES: short names.</param>
/// <param name="Folder">A folder for this run alone: T and HOME lie below it; what is in it is removed.</param>
public sealed record PackagePhaseRequest(
    PackageId Package, HostPath Environment, ImmutableArray<Phase> Phases, ImmutableArray<string> DefinedPhases, HostPath Folder)
{
    /// <summary>D of <c>pkg_preinst</c> and <c>pkg_postinst</c>: the unpacked image; null where there is none.</summary>
    public HostPath? Image { get; init; }

    /// <summary>REPLACING_VERSIONS: PVR of each version that is replaced. See PMS section 11.1.</summary>
    public ImmutableArray<string> ReplacingVersions { get; init; } = [];

    /// <summary>REPLACED_BY_VERSION: PVR of the version that replaces this one; empty where it is removed for good.</summary>
    public string ReplacedByVersion { get; init; } = "";

    /// <summary>MERGE_TYPE that the phases see.</summary>
    public MergeType MergeType { get; init; } = MergeType.Binary;

    /// <summary>Where the changed environment goes after the last phase; null where nobody needs it.</summary>
    public HostPath? SaveTo { get; init; }

    /// <summary>Those of <see cref="Phases"/> that the package defines; where this is empty no shell is started.</summary>
    public ImmutableArray<Phase> ToRun => [.. Phases.Where(phase => DefinedPhases.Contains(phase.ShortName()))];
}
