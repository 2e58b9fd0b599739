using System.Collections.Immutable;
using Serilog;
using Stage3.Linux;
using Stage3.Specification;

namespace Stage3.Patches;

/// <summary>Which trees are meant.</summary>
internal static class WatchedTrees
{
    private static readonly HostPath Gentoo = HostPath.Parse("/var/db/repos/gentoo");

    /// <summary>Those named, else the specification's, else the machine's own, else the sample's.</summary>
    public static async Task<ImmutableArray<HostPath>> OfAsync(PatchWatchRequest request, CancellationToken cancellation)
    {
        if (!request.Trees.IsEmpty) return request.Trees;
        if (request.Spec is null && Gentoo.IsFolder) return Say(Gentoo, "the machine's own");
        var spec = await SpecReader.ReadAsync(request.Spec ?? request.Project / "specs/sample.json", cancellation);
        return Say(spec.Tree, $"the one that {spec.File} names");
    }

    private static ImmutableArray<HostPath> Say(HostPath tree, string why)
    {
        Log.Information("No --tree and no --git given: this judges {Tree:l}, {Why:l}", tree.Value, why);
        return [tree];
    }
}
