using System.Collections.Immutable;
using Stage3.Emerge.Commands;
using Stage3.Linux;

namespace Stage3.Emerge;

/// <summary>An <c>emerge</c> command has no answer: no set of packages meets every requirement.</summary>
public sealed class UnresolvedException(EmergeCommand command, ImmutableArray<string> problems)
    : Stage3Exception(
        $"no set of packages does what '{command}' asks:\n    " + string.Join("\n    ", problems),
        $"config root {command.ConfigRoot}",
        "mend the dependencies, or unmask, keyword or set USE for what is named")
{
    /// <summary>Every requirement that cannot be met, the shortest chain first.</summary>
    public ImmutableArray<string> Problems { get; } = problems;
}
