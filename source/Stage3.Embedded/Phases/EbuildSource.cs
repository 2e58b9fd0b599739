using System.Collections.Immutable;
using Stage3.Linux;
using Stage3.Portage.Names;

namespace Stage3.Embedded.Phases;

/// <summary>An ebuild and where its eclasses are.</summary>
/// <param name="Package">What it is called.</param>
/// <param name="File">The ebuild.</param>
/// <param name="EclassFolders">
/// Folders with <c>*.eclass</c> in the order in which they are searched: overrides first, then the repository's own, then its masters'.
/// </param>
public sealed record EbuildSource(PackageId Package, HostPath File, ImmutableArray<HostPath> EclassFolders)
{
    /// <summary>FILESDIR: the folder <c>files</c> beside the ebuild, be it there or not.</summary>
    public HostPath FilesFolder => File.Parent / "files";
}
