using Stage3.Portage.Names;

namespace Stage3.Packaging.Comparing;

/// <summary>A package of a stage.</summary>
/// <param name="Id">Name and version.</param>
/// <param name="Slot">Slot without sub-slot; empty where a list of contents does not tell.</param>
/// <param name="Use">The flags that are on, in ordinal order, blanks between; null where a list of contents does not tell.</param>
public sealed record StagedPackage(PackageId Id, string Slot, string? Use);
