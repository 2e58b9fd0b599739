using System.Collections.Immutable;
using Stage3.Linux;
using Stage3.Portage.Names;

namespace Stage3.Embedded.Phases;

/// <summary>A built package, not yet merged or packed.</summary>
/// <param name="Package">What it is.</param>
/// <param name="Image">The folder that <c>src_install</c> installed into, D: what is below it goes to ROOT.</param>
/// <param name="Environment">The saved environment, uncompressed: as <c>environment.bz2</c> it belongs in the binary package and the VDB.</param>
/// <param name="Log">The package's full log.</param>
/// <param name="DefinedPhases">Short names, sorted, of all phases that ebuild and eclasses define.</param>
/// <param name="Compression">What <c>docompress</c> recorded; nothing is compressed by this engine.</param>
/// <param name="Stripping">What <c>dostrip</c> recorded; nothing is stripped by this engine.</param>
public sealed record BuiltImage(
    PackageId Package,
    HostPath Image,
    HostPath Environment,
    HostPath Log,
    ImmutableArray<string> DefinedPhases,
    PathSelection Compression,
    PathSelection Stripping)
{
    /// <summary>PROVIDES_EXCLUDE of the ebuild: files and sonames that others are not to find here.</summary>
    public string ProvidesExclude { get; init; } = "";

    /// <summary>REQUIRES_EXCLUDE of the ebuild: files and sonames that it does not ask of others.</summary>
    public string RequiresExclude { get; init; } = "";
}
