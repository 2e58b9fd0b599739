using System.Collections.Immutable;
using System.Globalization;
using Serilog;
using Stage3.Emerge;
using Stage3.Emerge.Commands;
using Stage3.Emerge.Plans;
using Stage3.Linux;
using Stage3.Linux.Files;
using Stage3.Portage.Atoms;
using Stage3.Portage.BinaryPackages;
using Stage3.Portage.Binhosts;
using Stage3.Portage.Installed;
using Stage3.Portage.Repositories;
using Stage3.Progress;
using Stage3.Workspaces;

namespace Stage3.Steps;

/// <summary>
/// Makes the clean root from the packages of binhosts alone: what making accounts needs first, then the system and the world. It
/// goes on where an earlier run stopped; a root that is finished is brought up to date.
/// </summary>
internal sealed class AssembleStep(StageContext stage, Assembly assembly, HostPath? elsewhere)
{
    public const string Name = "Assemble";

    private RootPath Root => elsewhere is null ? stage.Workspace.Chroot : RootPath.At(elsewhere);

    /// <summary>Where the root begins: as it is, or as the template.</summary>
    public HostPath Begin => Begun.IsBegun ? Root.Path : stage.Workspace.Template;

    private AssembledRoot Begun => new(Root.Path, elsewhere is not null);

    public async Task<StepRecord> RunAsync(CancellationToken cancellation)
    {
        await new TemplateStep(stage).RunAsync(cancellation);
        WriteRepositories();
        foreach (var refused in await assembly.Binhosts.RefusedAsync(cancellation)) Log.Warning("{Step:l}: not taken: {Where:l}: {What:l}", Name, refused.Where, refused.What);
        var indices = await assembly.Binhosts.IndicesAsync(cancellation);
        if (indices.All(index => index.Entries.IsEmpty))
            throw new BinhostException("there is no binary package that can be taken", string.Join(" and ", assembly.Binhosts.Repositories), remedy: "name the folder or address that holds 'Packages', or packages (.gpkg.tar, .xpak, .tbz2) below folders of their categories");
        return await stage.Steps.RunAsync(Name, Key(indices), stop => AssembleAsync(indices, stop), cancellation);
    }

    /// <summary>What is merged into the root.</summary>
    public async Task<EmergeCommand> CommandAsync(CancellationToken cancellation)
    {
        WriteRepositories();
        return Command(await assembly.Binhosts.IndicesAsync(cancellation));
    }

    private EmergeCommand Command(ImmutableArray<PackagesIndex> indices) => new(Root, World(indices))
    {
        ConfigRoot = stage.Workspace.ConfigRoot,
        Update = true,
        OneShot = !assembly.World.Any(word => Atom.TryParse(word, AtomSyntax.User, out _, out _)),
        Dependencies = Dependencies.Deep,
        BinaryPackages = BinaryPackages.UseOnly,
        Jobs = stage.Jobs,
    };

    private ContentKey Key(ImmutableArray<PackagesIndex> indices) => ContentKey.Of(
        ("packages", string.Join('\n', indices.Select(index => index.Format(0)))),
        ("binhosts", string.Join(' ', assembly.Binhosts.Repositories)),
        ("world", string.Join(' ', assembly.World)),
        ("root", Root.Path.Value),
        ("template", stage.Steps.Require(TemplateStep.Name, Name).Key),
        ("engine", stage.EngineKey));

    private async Task<StepResult> AssembleAsync(ImmutableArray<PackagesIndex> indices, CancellationToken cancellation)
    {
        var root = Begun;
        var isNew = !root.IsBegun;
        var (command, first) = (Command(indices), assembly.World.IsEmpty && isNew ? stage.Spec.Bootstrap : []);
        if (isNew) await root.BeginAsync(stage.Workspace.Template, cancellation);
        int merged;
        try
        {
            if (!first.IsEmpty)
            {
                // Where the rest cannot be had, nothing is begun.
                await AnsweredAsync(stage.Engine.PlanAsync(command, cancellation));
                await MergeAsync(command with { Packages = first, OneShot = true, Update = false, Dependencies = Dependencies.None }, cancellation);
            }

            merged = await MergeAsync(command, cancellation);
        }
        catch when (isNew && !InstalledDatabase.Open(Root.Path).Packages.Any())
        {
            // Nothing came: what is left would be a root that looks begun, and holds our template alone.
            root.TakeBack();
            throw;
        }

        AccountBackups.Remove(Root);
        var transfers = assembly.Binhosts.Transfers;
        return new StepResult(
            string.Create(CultureInfo.InvariantCulture, $"{first.Length + merged} packages merged from {string.Join(" and ", assembly.Binhosts.Repositories)}; {transfers.Requests} requests, {transfers.Bytes / 1e6:0.0} MB fetched"),
            Root.Path);
    }

    private async Task<int> MergeAsync(EmergeCommand command, CancellationToken cancellation) => (await AnsweredAsync(stage.Engine.RunAsync(command, new PackageLines(Name), cancellation))).Packages.Length;

    // Nobody who assembles has written a dependency, or a configuration: he has named binhosts and packages.
    private async Task<EmergePlan> AnsweredAsync(Task<EmergePlan> work)
    {
        try
        {
            return await work;
        }
        catch (UnresolvedException unresolved)
        {
            throw new Stage3Exception(
                $"what is asked for cannot be had:\n    {string.Join("\n    ", unresolved.Problems)}",
                string.Join(" and ", assembly.Binhosts.Repositories),
                "name by --world what is there (all takes everything), or by a further --binhost where the rest is",
                unresolved);
        }
    }

    private void WriteRepositories()
    {
        var name = Repository.Open(stage.Tree).Name;
        AtomicFile.Write(stage.Workspace.ReposConf, new ReposConf(name, [new RepositoryEntry(name, stage.Tree)]).Format());
    }

    private ImmutableArray<PackageSelector> World(ImmutableArray<PackagesIndex> indices) => assembly.World switch
    {
        [] => [PackageSelector.System, PackageSelector.World],
        ["all"] => [.. indices.SelectMany(index => index.Entries).Select(entry => $"{entry.Package.Name}:{entry["SLOT"].Split('/')[0]}").Distinct().Select(PackageSelector.Parse)],
        var words => [.. words.Select(Selector)],
    };

    private static PackageSelector Selector(string word) =>
        word == "all" ? throw new Stage3Exception("'all' is every package of the binhosts: nothing can be asked for besides", "--world", "say --world all, or name sets and packages")
        : PackageSelector.TryParse(word, out var selector) ? selector
        : throw new Stage3Exception($"'{word}' is neither a package atom (category/name) nor a set (@name)", "--world", "write 'all' alone, or sets such as @world and atoms such as app-misc/tool or '>=app-misc/tool-2:0', parted by spaces");
}
