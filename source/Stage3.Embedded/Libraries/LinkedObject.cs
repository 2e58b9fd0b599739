using System.Collections.Immutable;
using Stage3.Linux.Files;
using Stage3.Portage.Libraries;

namespace Stage3.Embedded.Libraries;

/// <summary>A program or library of a root.</summary>
/// <param name="Key">Which file it is.</param>
/// <param name="Entry">What is recorded of it.</param>
/// <param name="Folders">Where the loader looks for what it needs, besides the usual folders; symlinks on the way resolved.</param>
internal sealed record LinkedObject(ObjectKey Key, NeededEntry Entry, ImmutableArray<BytePath> Folders)
{
    /// <summary>All paths by which packages name it.</summary>
    internal List<BytePath> Paths { get; } = [];
}
