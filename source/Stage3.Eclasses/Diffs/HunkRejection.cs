namespace Stage3.Eclasses.Diffs;

/// <summary>A hunk that was not found.</summary>
/// <param name="Number">The hunk's number in its file, from 1.</param>
/// <param name="Hunk">The hunk.</param>
/// <param name="NearestLine">The line of the tree's file, from 1, where most of the hunk's lines stand in their order; null where none does.</param>
/// <param name="MatchingLines">How many of the hunk's lines stand there.</param>
public sealed record HunkRejection(int Number, Hunk Hunk, int? NearestLine, int MatchingLines);
