using Stage3.Eclasses.Verdicts;
using Stage3.Linux;

namespace Stage3.Patches;

/// <summary>Holds the words of a request against each other, before anything is read.</summary>
internal static class PatchWatchWords
{
    public static AcceptedVerdicts Accepted(PatchWatchRequest request) =>
        request.Accept is not { } names ? AcceptedVerdicts.Default
        : AcceptedVerdicts.TryParse(names, out var accepted, out var error) ? accepted
        : throw new Stage3Exception(error, $"--accept {names}", "name verdicts, parted by commas and no spaces");

    /// <summary>RefreshPatch is about one tree: what VerifyPatches takes besides would be passed over.</summary>
    public static void CheckRefresh(PatchWatchRequest request)
    {
        foreach (var (name, given) in new[]
        {
            ("--git", request.Git is not null), ("--eclass-dir", request.EclassFolder is not null), ("--revisions", request.Revisions is not null),
            ("--bisect", request.Bisect), ("--accept", request.Accept is not null), ("--fuzz", request.Fuzz > 0),
        })
            if (given) throw new Stage3Exception($"RefreshPatch does not take {name}", name, "name the tree to renew patches for with --tree DIR; histories are VerifyPatches' business");
    }

    public static void Check(PatchWatchRequest request)
    {
        if (request is { Git: not null, Trees.IsEmpty: false })
            throw new Stage3Exception("--tree and --git are both given", $"--tree {request.Trees[0]} --git {request.Git}", "judge trees as they are now, or one history, not both at once");
        if (request.Git is not null) return;
        foreach (var (name, given) in new[] { ("--eclass-dir", request.EclassFolder is not null), ("--revisions", request.Revisions is not null), ("--bisect", request.Bisect) })
            if (given) throw new Stage3Exception($"{name} is about a history, and none is named", name, "name a clone with --git REPO");
    }
}
