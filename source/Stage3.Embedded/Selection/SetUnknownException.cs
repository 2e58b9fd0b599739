using System.Collections.Immutable;
using Stage3.Linux;

namespace Stage3.Embedded.Selection;

/// <summary>A package set is asked for that is nowhere defined.</summary>
public sealed class SetUnknownException(string name, ImmutableArray<string> known) : Stage3Exception(
    $"there is no package set '@{name}'",
    "the packages asked for",
    $"name one of {string.Join(", ", known.Select(set => "@" + set))}, or define it in etc/portage/sets of the configuration");
