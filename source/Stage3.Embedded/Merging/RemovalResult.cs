using System.Collections.Immutable;
using Stage3.Linux.Files;

namespace Stage3.Embedded.Merging;

/// <summary>What an unmerge did.</summary>
/// <param name="Removed">Paths that were removed, symlinks of folders resolved, deepest first.</param>
/// <param name="Left">Paths that the package had named and that stay, though no package names them now, and why.</param>
public sealed record RemovalResult(ImmutableArray<BytePath> Removed, ImmutableArray<LeftPath> Left);
