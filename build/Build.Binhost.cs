using Nuke.Common;

/// <summary>A root from binary packages and nothing else.</summary>
sealed partial class Build
{
    [Parameter("Where binary packages come from, by priority: https://…, http://…, file:///… or a folder. The root is then assembled, and nothing is built")]
    readonly string[]? Binhost;

    [Parameter("What Assemble takes: all, @world, @system or atoms. By default the system and the world of the specification")]
    readonly string[]? World;

    [Parameter("Folders of packages that others fetched already (their --work-dir, 'binhosts'): looked into, never written")]
    readonly string[]? SharedStore;

    [Parameter("Where unpacked packages are kept, on the file system of the roots (btrfs or xfs): what is merged a second time shares their content instead of being unpacked. By default nothing is")]
    readonly string? UnpackedStore;

    Target Assemble => _ => _
        .Description("Make the root, or --chroot, from the packages of binhosts and nothing else; VerifyChroot and Package follow where asked for")
        .Before(VerifyChroot)
        .Executes(() => Pipeline.AssembleAsync());
}
