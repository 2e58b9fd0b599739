using Stage3.Portage.Names;

namespace Stage3.Emerge.Events;

/// <summary>Something that happens to one package.</summary>
/// <param name="Package">The package that it is about.</param>
public abstract record PackageEvent(PackageId Package) : EmergeEvent;
