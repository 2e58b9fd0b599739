using Stage3.Linux.Files;

namespace Stage3.Embedded.Merging;

/// <summary>Something that was not removed.</summary>
/// <param name="Path">Where it is.</param>
/// <param name="Reason">Why it stays.</param>
public readonly record struct LeftPath(BytePath Path, LeftReason Reason);
