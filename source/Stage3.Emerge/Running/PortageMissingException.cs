using System.Collections.Immutable;
using Stage3.Linux;

namespace Stage3.Emerge.Running;

/// <summary>No Portage can be run here: all that is missing at once, each with what to do.</summary>
public sealed class PortageMissingException(string where, ImmutableArray<string> problems) : Stage3Exception(
    "a real Portage cannot be run here:\n    " + string.Join("\n    ", problems),
    where,
    "mend what is named; or name another Portage, a checkout or an installation prefix, with --portage; or build with --engine embedded")
{
    /// <summary>What is missing and what to do about it, one line each.</summary>
    public ImmutableArray<string> Problems { get; } = problems;
}
