using Stage3.Linux;
using Stage3.Portage.Names;

namespace Stage3.Embedded.Execution;

/// <summary>A package that was built in this run and packed.</summary>
/// <param name="Id">What it is.</param>
/// <param name="File">The binary package.</param>
/// <param name="Image">What <c>src_install</c> installed: D of the phases that follow.</param>
/// <param name="IsMasked">Whether PKG_INSTALL_MASK left something out of the binary package: the root has it all the same.</param>
internal sealed record BuiltPackage(PackageId Id, HostPath File, HostPath Image, bool IsMasked);
