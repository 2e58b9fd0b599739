using System.Globalization;
using Serilog;
using Stage3.Emerge.Commands;
using Stage3.Emerge.Plans;
using Stage3.Linux;

namespace Stage3.Steps;

/// <summary>Shows what each <c>emerge</c> run would do, in merge order.</summary>
internal sealed class PlanStep(StageContext stage)
{
    private static readonly string NotYet = $"{BootstrapStep.Name} and {MergeStep.Name} merge from binary packages, which {PrepareStep.Name} makes";

    public async Task RunAsync(CancellationToken cancellation)
    {
        stage.Steps.Require(TemplateStep.Name, "Plan");
        var workspace = stage.Workspace;
        await ShowAsync(PrepareStep.Name, new PrepareStep(stage).Command, workspace.Prepared.Path.IsFolder ? workspace.Prepared.Path : workspace.Template, cancellation);
        if (!workspace.PkgDir.IsFolder)
        {
            Log.Information("{Reason:l}", NotYet);
            return;
        }

        await ShowAsync(BootstrapStep.Name, new BootstrapStep(stage).Command, workspace.Template, cancellation);
        if (workspace.Bootstrapped.Path.IsFolder)
        {
            await ShowAsync(MergeStep.Name, new MergeStep(stage).Command, workspace.Bootstrapped.Path, cancellation);
        }
        else
        {
            Log.Information("{Step:l} begins with the root that {Before:l} makes", MergeStep.Name, BootstrapStep.Name);
        }
    }

    /// <summary>Shows one run. Its own root may not be there yet: what counts is what that root begins as, world and all.</summary>
    private async Task ShowAsync(string step, EmergeCommand command, HostPath begin, CancellationToken cancellation)
    {
        Log.Information("{Step:l}: {Command:l}", step, command.ToString());
        var plan = await stage.Engine.PlanAsync(command with { Root = RootPath.At(begin) }, cancellation);
        foreach (var package in plan.Packages) Log.Information("  {Package:l}", Line(package));
        if (plan.Packages.IsEmpty) Log.Information("  nothing to do");
        if (!plan.ExpectedOfHost.IsEmpty) Log.Information("  expected of the build host: {Atoms:l}", string.Join(", ", plan.ExpectedOfHost));
    }

    private static string Line(PlannedPackage package) => string.Create(
        CultureInfo.InvariantCulture,
        $"[{(package.Origin == PackageOrigin.Source ? "ebuild" : "binary")}] {package.Id}::{package.Repository} USE=\"{string.Join(' ', package.Use)}\" ({package.RequiredBy})");
}
