namespace Stage3.Specification;

/// <summary>How the stage tarball is called and compressed.</summary>
/// <param name="Name">File name without time stamp and ending.</param>
/// <param name="Compression">Format: <c>xz</c>, <c>zstd</c>, <c>gzip</c> or <c>none</c>.</param>
/// <param name="Level">The compressor's preset; null for its default.</param>
public sealed record ArchiveSpec(string Name, string Compression, int? Level);
