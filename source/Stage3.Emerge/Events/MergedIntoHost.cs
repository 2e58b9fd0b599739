using Stage3.Portage.Names;

namespace Stage3.Emerge.Events;

/// <summary>A package went into the running system itself, as was allowed.</summary>
/// <param name="Package">The package.</param>
public sealed record MergedIntoHost(PackageId Package) : PackageEvent(Package);
