using Nuke.Common;
using Nuke.Common.IO;

/// <summary>Finished stages against each other.</summary>
sealed partial class Build
{
    [Parameter("The stage, root or .CONTENTS.gz that Diff begins from")]
    readonly AbsolutePath? Old;

    [Parameter("The one that Diff compares it with")]
    readonly AbsolutePath? New;

    [Parameter("Changes that fail Diff: setuid, capability, growth:N%, with commas between")]
    readonly string? Gates;

    Target Reproduce => _ => _
        .Description("Build the stage twice from nothing, in surroundings that differ, and demand the same bytes")
        .Executes(() => Pipeline.ReproduceAsync());

    Target Diff => _ => _
        .Description("Compare two stages, or their lists: packages, files, texts below /etc, sizes")
        .Executes(() => Pipeline.DiffAsync());
}
