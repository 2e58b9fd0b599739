using System.Collections.Immutable;
using Stage3.Linux;

namespace Stage3.Patches;

/// <summary>What somebody asks about the patches: the choices of the command line, read but not yet looked up.</summary>
/// <param name="Project">The checkout, with <c>specs/</c> and <c>patches/</c>.</param>
public sealed record PatchWatchRequest(HostPath Project)
{
    /// <summary>The specification whose tree is meant where neither trees nor a clone are named; null for none.</summary>
    public HostPath? Spec { get; init; }

    /// <summary>Portage trees, overlays, or folders with <c>eclass/</c>.</summary>
    public ImmutableArray<HostPath> Trees { get; init; } = [];

    /// <summary>A clone, bare or not, whose whole history is meant; null for none.</summary>
    public HostPath? Git { get; init; }

    /// <summary>The eclass folder inside the clone's tree; null for all folders of that name that ever were.</summary>
    public string? EclassFolder { get; init; }

    /// <summary>A range as git-rev-list(1) takes it; null for all that any ref reaches.</summary>
    public string? Revisions { get; init; }

    /// <summary>Names of verdicts to let pass, parted by commas; null for the default.</summary>
    public string? Accept { get; init; }

    /// <summary>True to name the first revision at which a verdict turned bad.</summary>
    public bool Bisect { get; init; }

    /// <summary>How many lines of context at either end of a hunk may differ.</summary>
    public int Fuzz { get; init; }

    /// <summary>Where what was seen of eclasses is remembered between runs.</summary>
    public HostPath WorkDir { get; init; } = Project / "work";

    /// <summary>Reports go into <c>patches/</c> below it.</summary>
    public HostPath Output { get; init; } = Project / "output";
}
