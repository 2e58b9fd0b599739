using System.Collections.Immutable;

namespace Stage3.Invocation;

/// <summary>What is to be said of a command line before anything runs.</summary>
/// <param name="Problems">All that is wrong; nothing runs unless this is empty.</param>
/// <param name="Notes">Values that come from somewhere the user may not have thought of.</param>
internal sealed record Verdict(ImmutableArray<string> Problems, ImmutableArray<string> Notes);
