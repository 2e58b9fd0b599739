namespace Stage3.Emerge.Commands;

/// <summary>Which changes of its ebuild, the version being the same, make an installed package be merged again: emerge(1), <c>--newrepo</c>, <c>--changed-slot</c>, <c>--changed-deps</c>.</summary>
[Flags]
public enum EbuildChanges
{
    /// <summary>None.</summary>
    Ignored = 0,

    /// <summary>It is of another repository: <c>--newrepo</c>.</summary>
    OfRepository = 1,

    /// <summary>It says another slot or sub-slot: <c>--changed-slot</c>.</summary>
    OfSlot = 2,

    /// <summary>It says other dependencies: <c>--changed-deps</c>.</summary>
    OfDependencies = 4,
}
