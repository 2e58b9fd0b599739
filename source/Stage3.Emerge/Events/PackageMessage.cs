using Stage3.Portage.Names;

namespace Stage3.Emerge.Events;

/// <summary>A message that a package wants people to read (PMS 12.3.5, <c>elog</c>, <c>ewarn</c>, <c>eerror</c>).</summary>
/// <param name="Package">The package.</param>
/// <param name="Level">The command that said it.</param>
/// <param name="Text">What it said, one line.</param>
public sealed record PackageMessage(PackageId Package, string Level, string Text) : PackageEvent(Package);
