using System.ComponentModel.DataAnnotations;
using Nuke.Common;
using Nuke.Common.IO;

namespace Stage3.BuildTests;

/// <summary>A small build with a parameter of every kind.</summary>
public sealed class Parameterised : Recording
{
    [Parameter("Where binary packages go")]
    internal readonly AbsolutePath? PkgDir;

    [Parameter("How many at once"), Range(1, 64)]
    internal readonly int Jobs = 2;

    [Parameter("Only as if")]
    internal readonly bool Pretend;

    [Parameter("What to build")]
    internal readonly string[] Atoms = [];

    [Parameter("How fast")]
    internal readonly Speed? Pace;

    [Parameter("Which day")]
    internal readonly DayOfWeek? Day;

    [Parameter("A key"), Secret]
    internal readonly string? ApiKey;

    [Parameter("Nobody needs to know", List = false)]
    internal readonly string? Hidden;

    internal Target Show => _ => _.Description("Shows all").Executes(() =>
        Ran.AddRange([$"{PkgDir}", $"{Jobs}", $"{Pretend}", string.Join("|", Atoms), $"{Pace}", $"{Day}", $"{ApiKey}", $"{Verbosity}"]));

    internal Target Secretly => _ => _.Unlisted().Executes(Did("Secretly"));

    internal Target All => _ => _.Description("Both").DependsOn(Show, Secretly);

    internal Target Told => _ => _.Executes(() => ReportSummary(summary =>
    {
        summary["Packages"] = "28";
        return summary;
    }));
}
