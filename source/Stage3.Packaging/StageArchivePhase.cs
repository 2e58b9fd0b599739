namespace Stage3.Packaging;

/// <summary>What is done with a stage archive, in order.</summary>
public enum StageArchivePhase
{
    /// <summary>Files go into the archive.</summary>
    Packing,

    /// <summary>The archive is decoded and compared.</summary>
    ReadingBack,
}
