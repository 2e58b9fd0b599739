using System.Collections.Immutable;

namespace Stage3.Portage.Configuration;

/// <summary>The flags of one package; all in ordinal order.</summary>
internal sealed record UseState(
    ImmutableArray<string> Enabled, ImmutableArray<string> Known, ImmutableArray<string> Forced, ImmutableArray<string> Masked, bool IsStable);
