using Stage3.Archives.Compressors;
using Stage3.Linux;
using Stage3.Linux.Files;

namespace Stage3.Packaging;

/// <summary>What to pack, and how: as a value, making it touches nothing.</summary>
/// <param name="Root">The root to pack. Nothing else may change it meanwhile.</param>
/// <param name="Folder">The folder that the archive goes into; it exists, and is not inside the root.</param>
/// <param name="Name">The archive's name.</param>
public sealed record StageArchiveRequest(HostPath Root, HostPath Folder, StageArchiveName Name)
{
    /// <summary>Bytes of a block of xz unless something else is asked for: 24 MiB, three dictionaries of level 6, whatever the number of threads.</summary>
    public const long DefaultBlockSize = 24L << 20;

    /// <summary>How the archive is compressed.</summary>
    public Compression Compression { get; init; } = Compression.Xz;

    /// <summary>The level of the compression; null is its own default.</summary>
    public int? Level { get; init; }

    /// <summary>Threads that compress; the output does not depend on them.</summary>
    public int Threads { get; init; } = 1;

    /// <summary>Bytes of input that one thread compresses by itself: the output depends on it.</summary>
    public long BlockSize { get; init; } = DefaultBlockSize;

    /// <summary>Later times become this one (SOURCE_DATE_EPOCH); null keeps all.</summary>
    public FileTime? LatestTime { get; init; }

    /// <summary>Where the archive will lie.</summary>
    public HostPath ArchivePath => Folder / Name.FileName(Compression);

    /// <summary>Where its list will lie, as <c>tar -tv</c> prints it.</summary>
    public HostPath ContentsPath => Folder / (Name.FileName(Compression) + ".CONTENTS.gz");

    /// <summary>Where the BLAKE2B and SHA512 digests of both will lie, in the format of Gentoo's <c>.DIGESTS</c>, unsigned.</summary>
    public HostPath DigestsPath => Folder / (Name.FileName(Compression) + ".DIGESTS");

    /// <summary>Where its digest will lie, in the format of sha256sum(1).</summary>
    public HostPath DigestPath => Folder / (Name.FileName(Compression) + ".sha256");
}
