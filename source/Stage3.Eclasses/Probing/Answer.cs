namespace Stage3.Eclasses.Probing;

/// <summary>What a call did, with ROOT elsewhere.</summary>
public enum Answer
{
    /// <summary>Answered from ROOT's files.</summary>
    ReadsRoot,

    /// <summary>Answered from the host's files.</summary>
    ReadsHost,

    /// <summary>Changed ROOT's files and left the host's alone.</summary>
    WritesRoot,

    /// <summary>Changed the host's files.</summary>
    WritesHost,

    /// <summary>Changed nothing and called that success.</summary>
    SkipsSilently,

    /// <summary>Called <c>die</c>.</summary>
    Dies,

    /// <summary>Failed without dying, or gave an answer that neither side has.</summary>
    Fails,
}
