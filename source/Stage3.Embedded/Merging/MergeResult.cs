using System.Collections.Immutable;
using Stage3.Linux.Files;
using Stage3.Portage.Installed;

namespace Stage3.Embedded.Merging;

/// <summary>What a merge did.</summary>
/// <param name="Package">The package as it is installed now.</param>
/// <param name="Written">Paths, symlinks of folders resolved, that were written: all but folders that were there.</param>
/// <param name="Protected">Files that the administrator had changed, and the name beside it that the new one got.</param>
/// <param name="Removed">Paths of replaced packages that were removed.</param>
/// <param name="Left">Paths of replaced packages that stay, though no package names them now, and why.</param>
public sealed record MergeResult(
    InstalledPackage Package,
    ImmutableArray<BytePath> Written,
    ImmutableArray<ProtectedFile> Protected,
    ImmutableArray<BytePath> Removed,
    ImmutableArray<LeftPath> Left);
