using System.ComponentModel.DataAnnotations;
using Nuke.Common;
using Nuke.Common.IO;
using Stage3.Invocation;
using Stage3.Linux;
using Stage3.Linux.Files;
using Stage3.Sharding;

/// <summary>Binary packages shared with other machines. See docs/scale-out.md.</summary>
sealed partial class Build
{
    [Parameter("Where to take binary packages from: web addresses or folders, parted by spaces; the first that has a package")]
    readonly string[]? ShareFrom;

    [Parameter("Files with OpenPGP public keys, parted by spaces: packages from a binhost, and those that Publish puts there, must be signed by one. By default no signature is asked for")]
    readonly AbsolutePath[]? ShareKey;

    [Parameter("The folder that a web server serves: where Publish, and Prepare with --shard, put packages. By default output/binhost/ and the specification's name, for Publish alone")]
    readonly AbsolutePath? PublishTo;

    [Parameter("Let Publish remove what PKGDIR does not have")]
    readonly bool Prune;

    [Parameter("Which part of the packages Prepare builds, such as 3/8: runners that name the others build the rest")]
    readonly string? Shard;

    [Parameter("With --shard, which levels of the plan are built, such as 1/3: for runners that hand packages over only when they end")]
    readonly string? Round;

    [Parameter("With --shard, how many minutes to wait for packages of other shards, before they are built here"), Range(0, 100_000)]
    readonly int ShardWait = 120;

    [Parameter("How many runners a round the workflow has"), Range(1, 256)]
    readonly int Shards = 4;

    [Parameter("In how many rounds the workflow's runners hand packages over"), Range(1, 50)]
    readonly int Rounds = 2;

    SharingRequest Sharing => new()
    {
        Shard = Shard.AsShare("--shard"),
        Round = Round.AsShare("--round") ?? Stage3.Emerge.Sharding.Share.Whole,
        Wait = TimeSpan.FromMinutes(ShardWait),
        Binhosts = ShareFrom.AsBinhosts(),
        Keys = ShareKey.AsHostPaths(),
        PublishTo = PublishTo.AsHostPath(),
        Prune = Prune,
    };

    Target Publish => _ => _
        .Description("Put the binary packages with their index where a plain web server serves them")
        .After(Prepare)
        .Executes(() => Pipeline.PublishAsync());

    Target Workflow => _ => _
        .Description("Write .github/workflows/prepare-shards.yml, whose runners build shards of the packages and hand them over")
        .Executes(() => AtomicFile.Write(
            HostPath.Parse(RootDirectory / ".github" / "workflows" / "prepare-shards.yml"),
            new ShardWorkflow(Shards, Rounds, Spec is null ? null : Path.GetRelativePath(RootDirectory, Spec)).Text));
}
