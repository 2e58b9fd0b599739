using System.Globalization;
using Serilog;
using Stage3.Emerge;
using Stage3.Emerge.Commands;
using Stage3.Emerge.Logs;
using Stage3.Emerge.Plans;
using Stage3.Linux;
using Stage3.Portage.BinaryPackages;
using Stage3.Portage.Names;

namespace Stage3.Steps;

/// <summary>Shows what each <c>emerge</c> run would do, in merge order.</summary>
internal sealed class PlanStep(StageContext stage, HostPath? elsewhere)
{
    private readonly Lazy<BuildTimes> times = new(() => BuildTimes.Read(stage.Workspace.Logs / "emerge.log"));

    private Dictionary<PackageId, long> packages = [];

    private static readonly string NotYet = $"{BootstrapStep.Name} and {MergeStep.Name} merge from binary packages, which {PrepareStep.Name} makes";

    public async Task RunAsync(CancellationToken cancellation)
    {
        stage.Steps.Require(TemplateStep.Name, "Plan");
        if (stage.Assembly is { } assembly)
        {
            packages = Sizes((await assembly.Binhosts.IndicesAsync(cancellation)).SelectMany(index => index.Entries));
            var assemble = new AssembleStep(stage, assembly, elsewhere);
            await ShowAsync(AssembleStep.Name, await assemble.CommandAsync(cancellation), assemble.Begin, cancellation);
            return;
        }

        var workspace = stage.Workspace;
        packages = Sizes(PackageDirectory.Open(workspace.PkgDir, [], cancellation).Index.Entries);
        await ShowAsync(PrepareStep.Name, new PrepareStep(stage).Command, workspace.Prepared.Path.IsFolder ? workspace.Prepared.Path : workspace.Template, cancellation);
        if (packages.Count == 0)
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
        EmergePlan plan;
        try
        {
            plan = await stage.Engine.PlanAsync(command with { Root = RootPath.At(begin) }, cancellation);
        }
        catch (UnresolvedException unresolved) when (command.BinaryPackages.Only && stage.Assembly is null)
        {
            // Not all of them need be built yet.
            Log.Warning("  it has no plan as long as {Prepare:l} has not run: {Problems:l}", PrepareStep.Name, string.Join("; ", unresolved.Problems));
            return;
        }

        foreach (var package in plan.Packages) Log.Information("  {Package:l}", Line(package));
        Log.Information("  {Total:l}", Total(plan));
        foreach (var package in plan.Elsewhere) Log.Warning("  {Package:l} would go into {Root:l}", package.Id.ToString(), package.Elsewhere!.Value);
        if (!plan.ExpectedOfHost.IsEmpty) Log.Information("  expected of the build host: {Atoms:l}", string.Join(", ", plan.ExpectedOfHost));
    }

    private static Dictionary<PackageId, long> Sizes(IEnumerable<PackagesIndexEntry> entries) => entries.GroupBy(entry => entry.Package).ToDictionary(same => same.Key, same => same.Last().Size);

    private string Line(PlannedPackage package) => string.Create(
        CultureInfo.InvariantCulture,
        $"[{(package.Origin == PackageOrigin.Source ? "ebuild" : "binary")}] {package.Id}::{package.Repository} USE=\"{string.Join(' ', package.Use)}\"{Replaced(package)}{Size(package)}{Time(package)} ({package.RequiredBy})");

    private static string Replaced(PlannedPackage package) => package.Replaces is { } old && old != package.Id ? $" instead of {old.Version}" : "";

    private string Size(PlannedPackage package)
    {
        var bytes = package.Origin == PackageOrigin.Binary && packages.TryGetValue(package.Id, out var size) ? size : package.Download;
        return bytes == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $" {bytes / 1e6:0.0} MB");
    }

    private string Time(PlannedPackage package) => times.Value.Of(package.Id.Name, package.Origin) is { } time ? $" ~{Words(time)}" : "";

    private string Total(EmergePlan plan)
    {
        if (plan.Packages.IsEmpty) return "nothing to do";
        var (known, unknown) = times.Value.Of(plan);
        var size = plan.Packages.Sum(package => package.Origin == PackageOrigin.Binary ? packages.GetValueOrDefault(package.Id) : package.Download);
        return string.Create(CultureInfo.InvariantCulture, $"{plan.Packages.Length} packages, {plan.FromSource} from source, {size / 1e6:0.0} MB to fetch or unpack")
            + (unknown == plan.Packages.Length ? ", time unknown: no run before this one has a log"
                : string.Create(CultureInfo.InvariantCulture, $", about {Words(known)} one after the other by earlier runs{(unknown == 0 ? "" : $", without {unknown} that never ran")}"));
    }

    private static string Words(TimeSpan time) => time.ToString(time.TotalHours >= 1 ? @"h\:mm\:ss" : @"m\:ss", CultureInfo.InvariantCulture);
}
