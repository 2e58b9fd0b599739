using Stage3.Portage.Names;

namespace Stage3.Emerge.Events;

/// <summary>Something that happens during an <c>emerge</c> run and that whoever watches may show.</summary>
/// <param name="Package">The package that it is about.</param>
public abstract record EmergeEvent(PackageId Package);
