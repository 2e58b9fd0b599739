using System.ComponentModel.DataAnnotations;
using Nuke.Common;
using Nuke.Common.IO;

/// <summary>Finished stages against each other.</summary>
sealed partial class Build
{
    [Parameter("The stage, root or .CONTENTS.gz that Diff begins from")]
    readonly AbsolutePath? Old;

    [Parameter("The one that Diff compares it with")]
    readonly AbsolutePath? New;

    [Parameter("What fails: of VerifyChroot the mildest findings, note, warning or error; of Diff changes, setuid, capability, growth:N%, with commas between")]
    readonly string? FailOn;

    [Parameter("How many builds Reproduce holds against each other; the third and later have surroundings drawn by lot"), Range(2, 1000)]
    readonly int Builds = 2;

    Target Reproduce => _ => _
        .Description("Build the stage twice or more from nothing, in surroundings that differ, and demand the same bytes")
        .Executes(() => Pipeline.ReproduceAsync());

    Target Diff => _ => _
        .Description("Compare two stages, or their lists: packages, files, texts below /etc, sizes")
        .Executes(() => Pipeline.DiffAsync());
}
