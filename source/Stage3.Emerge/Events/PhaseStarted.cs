using Stage3.Portage.Names;

namespace Stage3.Emerge.Events;

/// <summary>A phase function of a package begins (PMS 9.1).</summary>
/// <param name="Package">The package.</param>
/// <param name="Phase">The function's name, for instance <c>src_install</c>.</param>
public sealed record PhaseStarted(PackageId Package, string Phase) : PackageEvent(Package);
