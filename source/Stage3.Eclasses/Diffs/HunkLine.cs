namespace Stage3.Eclasses.Diffs;

/// <summary>One line of a hunk.</summary>
/// <param name="Kind">Whether it is context, removed or added.</param>
/// <param name="Content">Its bytes, with the LF unless the patch says that there is none.</param>
public readonly record struct HunkLine(HunkLineKind Kind, ReadOnlyMemory<byte> Content);
