namespace Stage3.Linux.Files;

/// <summary>What a path led to.</summary>
/// <param name="Path">Where it really is: no component of it is a symlink.</param>
/// <param name="Status">What the kernel knows of it; never a symlink.</param>
public readonly record struct FoundEntry(BytePath Path, FileStatus Status);
