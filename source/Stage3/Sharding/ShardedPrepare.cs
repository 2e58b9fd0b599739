using System.Collections.Immutable;
using Serilog;
using Stage3.Emerge.Commands;
using Stage3.Emerge.Sharding;
using Stage3.Portage.Atoms;
using Stage3.Portage.Binhosts;
using Stage3.Portage.Names;
using Stage3.Portage.Signatures;
using Stage3.Progress;
using Stage3.Steps;

namespace Stage3.Sharding;

/// <summary>
/// Builds one shard of what Prepare builds. Each shard computes the same split from the same plan; level by level it takes what its packages
/// need from the binhosts, waits for what others still owe, builds its own, and publishes them.
/// </summary>
/// <param name="stage">The stage.</param>
/// <param name="command">What Prepare would do alone.</param>
internal sealed class ShardedPrepare(StageContext stage, EmergeCommand command)
{
    private readonly SharingRequest sharing = stage.Sharing;
    private readonly Share shard = stage.Sharing.Shard!;

    /// <summary>Builds, and answers one line for people.</summary>
    public async Task<string> RunAsync(CancellationToken cancellation)
    {
        // From nothing, whatever is built already: so that all shards see the same plan, whenever they begin.
        var plan = await stage.Engine.PlanAsync(command with { Root = RootPath.At(stage.Workspace.Template), BinaryPackages = BinaryPackages.None }, cancellation);
        var split = ShardPlan.Of(await new PlanGraph(stage.Workspace.ReposConf, stage.Workspace.Cache).ReadAsync(plan, cancellation), shard.Count);
        using var keys = await BinhostKeys.OpenAsync(stage, cancellation);
        var published = new PublishedPackages(sharing.Fetching(stage.Workspace.Binhosts), keys, stage.Workspace.PkgDir, stage.Clock);
        var (first, end) = (split.LevelsOf(sharing.Round).Start.Value, split.LevelsOf(sharing.Round).End.Value);
        var built = 0;
        for (var level = first; level < end; level++)
        {
            var own = split.Of(shard, level);
            Log.Information("{Step:l}: shard {Shard:l}, level {Level} of {Levels}: {Own} of {All} packages", PrepareStep.Name, shard.ToString(), level + 1, split.Levels.Length, own.Length, split.Levels[level].Length);
            if (own.IsEmpty) continue;
            await ProvideAsync(split, own, published, cancellation);
            var building = command with { Packages = [.. own.Select(Exactly)] };
            built += (await RunDisplay.RunAsync(stage, PrepareStep.Name, progress => stage.Engine.RunAsync(building, progress, cancellation))).FromSource;
            await PublishAsync(own, published, keys, cancellation);
        }

        var mine = Enumerable.Range(first, end - first).Sum(level => split.Of(shard, level).Length);
        return $"shard {shard}{(sharing.Round == Share.Whole ? "" : $", round {sharing.Round}")}: {mine} of {plan.Packages.Length} packages, {built} built";
    }

    private async Task ProvideAsync(ShardPlan split, ImmutableArray<PackageId> own, PublishedPackages published, CancellationToken cancellation)
    {
        if (sharing.Binhosts.IsEmpty) return;
        await published.FetchAsync(own, cancellation);
        var wait = sharing.Round == Share.Whole ? sharing.Wait : TimeSpan.Zero;
        var missing = await published.AwaitAsync(split.NeedsOf(own), wait, package => $"{package} (shard {split.ShardOf(package)}/{shard.Count})", cancellation);
        if (!missing.IsEmpty) Log.Warning("  nobody has published {Packages:l}: built here", string.Join(", ", missing));
    }

    private async Task PublishAsync(ImmutableArray<PackageId> own, PublishedPackages published, OpenPgpKeyring? keys, CancellationToken cancellation)
    {
        if (sharing.PublishTo is not { } folder) return;
        // What was built here for want of another's is published too, unless that one comes after all.
        await new Publication(stage.Workspace.PkgDir, folder)
        {
            Keys = keys,
            Chosen = entry => !published.Fetched.Contains(entry.Path),
            IfMissing = entry => !own.Contains(entry.Package),
        }.RunAsync(stage.Clock.GetUtcNow(), cancellation);
    }

    private static PackageSelector Exactly(PackageId package) => PackageSelector.Of(Atom.Exactly(package));
}
