using System.Collections.Immutable;
using Stage3.Archives.Compressors;
using Stage3.Linux;
using Stage3.Linux.Files;
using Stage3.Packaging.Documents;
using Stage3.Packaging.Normalising;

namespace Stage3.Packaging;

/// <summary>What to pack, and how: as a value, making it touches nothing.</summary>
/// <param name="Root">The root to pack. Nothing else may change it meanwhile.</param>
/// <param name="Folder">The folder that the archive goes into; it exists, and is not inside the root.</param>
/// <param name="Name">The archive's name.</param>
public sealed record StageArchiveRequest(HostPath Root, HostPath Folder, StageArchiveName Name)
{
    /// <summary>How the archive is compressed: format, level, block.</summary>
    public CompressionPlan Plan { get; init; } = CompressionPlan.Of(Compression.Xz, CompressionEffort.Default);

    /// <summary>Threads that compress; the output does not depend on them.</summary>
    public int Threads { get; init; } = 1;

    /// <summary>Later times become this one (SOURCE_DATE_EPOCH); null keeps all.</summary>
    public FileTime? LatestTime { get; init; }

    /// <summary>The rules that take out what differs between two builds; none unless asked for.</summary>
    public Normalisation Normalisation { get; init; } = Normalisation.None;

    /// <summary>How the root was built, for the provenance; there is none where it is null.</summary>
    public BuildStatement? Statement { get; init; }

    /// <summary>Where the archive will lie.</summary>
    public HostPath ArchivePath => Folder / Name.FileName(Plan.Compression);

    /// <summary>Where its list will lie, as <c>tar -tv</c> prints it.</summary>
    public HostPath ContentsPath => Folder / (ArchivePath.Name + ".CONTENTS.gz");

    /// <summary>Where the BLAKE2B and SHA512 digests of both will lie, in the format of Gentoo's <c>.DIGESTS</c>, unsigned.</summary>
    public HostPath DigestsPath => Folder / (ArchivePath.Name + ".DIGESTS");

    /// <summary>Where the list of its packages will lie, JSON.</summary>
    public HostPath PackagesPath => Folder / (ArchivePath.Name + ".packages.json");

    /// <summary>Where its bill of materials will lie, SPDX 2.3 in JSON.</summary>
    public HostPath BillPath => Folder / (ArchivePath.Name + ".spdx.json");

    /// <summary>Where its provenance will lie, in-toto with SLSA's predicate, where there is a <see cref="Statement"/>.</summary>
    public HostPath ProvenancePath => Folder / (ArchivePath.Name + ".provenance.json");

    /// <summary>Where a detached OpenPGP signature of it belongs.</summary>
    public HostPath SignaturePath => Folder / (ArchivePath.Name + ".asc");

    /// <summary>All files beside it that are made with it.</summary>
    public ImmutableArray<HostPath> SidecarPaths =>
        [DigestPath, ContentsPath, DigestsPath, PackagesPath, BillPath, .. Statement is null ? Array.Empty<HostPath>() : [ProvenancePath]];

    /// <summary>Where its digest will lie, in the format of sha256sum(1).</summary>
    public HostPath DigestPath => Folder / (ArchivePath.Name + ".sha256");
}
