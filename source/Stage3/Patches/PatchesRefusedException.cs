using System.Collections.Immutable;
using Stage3.Eclasses;
using Stage3.Linux;

namespace Stage3.Patches;

/// <summary>Some verdict is none of those to let pass.</summary>
public sealed class PatchesRefusedException(ImmutableArray<VersionVerdict> refused, int judged, HostPath reports) : Stage3Exception(
    $"{refused.Length} of {judged} {(judged == 1 ? "version" : "versions")} not accepted: {Counts(refused)}",
    $"{refused[0].Subject}: {refused[0].Judgement.Detail}",
    $"see {reports / "verdicts.html"}; RefreshPatch renews a patch, --accept lets named verdicts pass")
{
    /// <summary>The verdicts that were not accepted.</summary>
    public ImmutableArray<VersionVerdict> Refused { get; } = refused;

    private static string Counts(ImmutableArray<VersionVerdict> refused) => string.Join(", ", refused
        .GroupBy(verdict => verdict.Judgement.Verdict).OrderBy(group => group.Key).Select(group => $"{group.Count()} {group.Key}"));
}
