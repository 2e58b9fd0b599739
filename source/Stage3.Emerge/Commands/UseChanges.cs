namespace Stage3.Emerge.Commands;

/// <summary>Which changes of USE make an installed package be merged again: emerge(1), <c>--newuse</c>, <c>--changed-use</c>.</summary>
public enum UseChanges
{
    /// <summary>None.</summary>
    Ignored,

    /// <summary>A flag that is enabled now was not, or the other way round: <c>--changed-use</c>.</summary>
    OfEnabledFlags,

    /// <summary>Also a flag that the ebuild no longer has, or has since: <c>--newuse</c>.</summary>
    OfAnyFlag,
}
