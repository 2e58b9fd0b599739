using Stage3.Emerge.Eclasses;
using Stage3.Portage.Names;

namespace Stage3.Emerge.Events;

/// <summary>A binary or installed package carries functions of an eclass as before its patch. It is not used; where it can be built, it is built anew.</summary>
/// <param name="Package">The package.</param>
/// <param name="Found">What it carries.</param>
public sealed record UnpatchedFound(PackageId Package, UnpatchedPackage Found) : PackageEvent(Package);
