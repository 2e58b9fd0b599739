namespace Stage3.Chroot.Policy;

/// <summary>Files that may be in the root though no package brought them.</summary>
/// <param name="Paths">Their paths; a folder that fits allows all that is in it.</param>
/// <param name="Reason">Why.</param>
public sealed record AllowedPath(PathPattern Paths, string Reason);
