using System.Collections.Immutable;
using Stage3.Linux;

namespace Stage3.Specification;

/// <summary>A specification cannot be used; all that is wrong with it, at once.</summary>
public sealed class SpecInvalidException(HostPath file, ImmutableArray<SpecProblem> problems) : Stage3Exception(
    $"the specification has {problems.Length} error{(problems.Length == 1 ? "" : "s")}:\n    " + string.Join("\n    ", problems),
    file.Value,
    "mend the lines named; specs/stage-spec.schema.json says what each key takes")
{
    /// <summary>All that is wrong, by line.</summary>
    public ImmutableArray<SpecProblem> Problems { get; } = problems;
}
