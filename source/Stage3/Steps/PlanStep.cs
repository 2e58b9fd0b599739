using System.Globalization;
using Serilog;
using Stage3.Emerge.Commands;
using Stage3.Emerge.Plans;

namespace Stage3.Steps;

/// <summary>Shows what each <c>emerge</c> run would do, in merge order.</summary>
internal sealed class PlanStep(StageContext stage)
{
    public async Task RunAsync(CancellationToken cancellation)
    {
        await ShowAsync(PrepareStep.Name, new PrepareStep(stage).Command, cancellation);
        if (stage.Workspace.PkgDir.IsFolder)
        {
            await ShowAsync(BootstrapStep.Name, new BootstrapStep(stage).Command, cancellation);
            await ShowAsync(MergeStep.Name, new MergeStep(stage).Command, cancellation);
        }
        else
        {
            Log.Information("{Step:l} and {Next:l} merge from binary packages, which Prepare makes", BootstrapStep.Name, MergeStep.Name);
        }
    }

    private async Task ShowAsync(string step, EmergeCommand command, CancellationToken cancellation)
    {
        Log.Information("{Step:l}: {Command:l}", step, command.ToString());
        var plan = await stage.Engine.PlanAsync(command, cancellation);
        foreach (var package in plan.Packages) Log.Information("  {Package:l}", Line(package));
        if (plan.Packages.IsEmpty) Log.Information("  nothing to do");
        if (!plan.ExpectedOfHost.IsEmpty) Log.Information("  expected of the build host: {Atoms:l}", string.Join(", ", plan.ExpectedOfHost));
    }

    private static string Line(PlannedPackage package) => string.Create(
        CultureInfo.InvariantCulture,
        $"[{(package.Origin == PackageOrigin.Source ? "ebuild" : "binary")}] {package.Id}::{package.Repository} USE=\"{string.Join(' ', package.Use)}\" ({package.RequiredBy})");
}
