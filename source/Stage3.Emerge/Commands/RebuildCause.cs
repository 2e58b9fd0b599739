namespace Stage3.Emerge.Commands;

/// <summary>Which packages that are built make what was built with them be merged again. Source: emerge(1), <c>--rebuild-if-unbuilt</c> and its like.</summary>
public enum RebuildCause
{
    /// <summary>None.</summary>
    None,

    /// <summary>Those whose version is not installed, whatever its revision: <c>--rebuild-if-new-ver</c>.</summary>
    NewVersion,

    /// <summary>Those that are not installed in the same version and revision: <c>--rebuild-if-new-rev</c>.</summary>
    NewRevision,

    /// <summary>All that are built: <c>--rebuild-if-unbuilt</c>.</summary>
    Unbuilt,
}
