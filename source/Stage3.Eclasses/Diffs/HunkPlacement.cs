namespace Stage3.Eclasses.Diffs;

/// <summary>Where a hunk was found.</summary>
/// <param name="Number">The hunk's number in its file, from 1.</param>
/// <param name="Line">The first line of the result that the hunk covers, from 1.</param>
/// <param name="Offset">How many lines that is away from where the patch expected it.</param>
/// <param name="Fuzz">How many lines of context at either end were not looked at; 0 for an exact match.</param>
public readonly record struct HunkPlacement(int Number, int Line, int Offset, int Fuzz);
