using Stage3.Linux.Files;

namespace Stage3.Embedded.Merging;

/// <summary>One reason why a package cannot be merged.</summary>
/// <param name="Kind">What kind of reason.</param>
/// <param name="Path">The path in the root.</param>
/// <param name="Message">The reason, one sentence without a full stop, which names the path and who is concerned.</param>
public sealed record MergeProblem(MergeProblemKind Kind, BytePath Path, string Message);
