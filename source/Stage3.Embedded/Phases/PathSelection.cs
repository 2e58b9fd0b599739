using System.Collections.Immutable;

namespace Stage3.Embedded.Phases;

/// <summary>Paths of an image that something is to be done with, but for others. See PMS sections 12.3.10 and 12.3.11.</summary>
/// <param name="Included">Absolute paths below the image.</param>
/// <param name="Excluded">Absolute paths below the image, stronger than the included ones.</param>
public sealed record PathSelection(ImmutableArray<string> Included, ImmutableArray<string> Excluded);
