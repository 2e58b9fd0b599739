namespace Stage3.Packaging;

/// <summary>How far it is.</summary>
/// <param name="Phase">What is being done.</param>
/// <param name="Entries">Members written, or read back, so far.</param>
/// <param name="Bytes">Bytes of files written, or read back, so far, before compression.</param>
public readonly record struct StageArchiveProgress(StageArchivePhase Phase, long Entries, long Bytes);
