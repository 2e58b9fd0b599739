namespace Stage3.Emerge.Logs;

/// <summary>How far a package is, as <c>emerge.log</c> tells.</summary>
public enum EmergeLogStage
{
    /// <summary>Its turn has come.</summary>
    Begun,

    /// <summary>Its phases run, up to <c>src_install</c> and packing.</summary>
    Building,

    /// <summary>Its binary package is unpacked and merged.</summary>
    Unpacking,

    /// <summary>What was built is merged.</summary>
    Merging,

    /// <summary>It is in the root.</summary>
    Finished,
}
