using Stage3.Linux.Files;

namespace Stage3.Packaging;

/// <summary>Something of the root that is not in the archive.</summary>
/// <param name="Path">Where it is in the root.</param>
/// <param name="What">What it is: <c>a socket</c>, <c>what is mounted here</c>, <c>the attribute trusted.overlay.opaque</c>.</param>
public sealed record LeftOut(BytePath Path, string What);
