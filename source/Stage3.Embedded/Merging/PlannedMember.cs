using Stage3.Linux.Files;

namespace Stage3.Embedded.Merging;

/// <summary>Where a member of an image goes.</summary>
/// <param name="Real">The path in the root, symlinks on the way resolved.</param>
/// <param name="Existing">What is there now; null where nothing is.</param>
internal readonly record struct PlannedMember(BytePath Real, FileStatus? Existing);
