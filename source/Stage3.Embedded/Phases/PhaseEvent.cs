using Stage3.Portage.Names;

namespace Stage3.Embedded.Phases;

/// <summary>What a running package has to say.</summary>
/// <param name="Package">Whose it is.</param>
/// <param name="Phase">During which phase.</param>
/// <param name="Kind">What it is about.</param>
/// <param name="Text">The message's text; empty for starts and ends.</param>
public sealed record PhaseEvent(PackageId Package, Phase Phase, PhaseEventKind Kind, string Text);
