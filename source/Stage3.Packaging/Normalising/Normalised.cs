using Stage3.Linux.Files;

namespace Stage3.Packaging.Normalising;

/// <summary>A file that has other content in the archive than in the root.</summary>
/// <param name="Path">Where it is.</param>
/// <param name="Rule">The name of the rule that made it so.</param>
public sealed record Normalised(BytePath Path, string Rule);
