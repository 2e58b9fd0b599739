using System.Collections.Immutable;
using Stage3.Emerge.Commands;
using Stage3.Emerge.Eclasses;
using Stage3.Emerge.Events;
using Stage3.Emerge.Plans;
using Stage3.Linux;
using Stage3.Portage.BinaryPackages;
using Stage3.Portage.Installed;
using Stage3.Portage.Names;

namespace Stage3.Emerge.Running;

/// <summary>Asks a real emerge what a command would do, until what it says can be carried out as it stands.</summary>
internal sealed class PortagePlanner(PortageSettings settings)
{
    private static readonly HostPath HostDatabase = HostPath.Parse("/var/db/pkg");

    /// <summary>The plan, with the command that has it: packages that carry unpatched functions are built anew where anything is built.</summary>
    /// <exception cref="UnresolvedException">There is no plan.</exception>
    internal async Task<PortagePlan> PlanAsync(EmergeCommand command, IProgress<EmergeEvent> progress, CancellationToken cancellation)
    {
        if (command.Packages.IsEmpty && command.Resume == Resuming.Nothing) return new PortagePlan(command, new EmergePlan([], []), [], ImmutableDictionary<PackageId, UnpatchedPackage>.Empty);
        var patches = await EclassPatches.ReadAsync(settings.ReposConf, cancellation).ConfigureAwait(false);
        var (plan, provided) = await AskAsync(command, cancellation).ConfigureAwait(false);
        if (patches.IsEmpty) return new PortagePlan(command, plan, provided, ImmutableDictionary<PackageId, UnpatchedPackage>.Empty);

        if (plan.Packages.Any(package => package.Marks.HasFlag(PlanMarks.Remote)))
        {
            // What lies on a binhost can only be looked into once it is here.
            await FetchAsync(command, provided, cancellation).ConfigureAwait(false);
            (plan, provided) = await AskAsync(command, cancellation).ConfigureAwait(false);
        }

        var unpatched = Unpatched(plan, patches, cancellation);
        var installed = command.BinaryPackages.Only ? [] : InstalledDatabase.Open(command.Root.Path).Packages
            .Select(package => (package.Id, Found: patches.Find(package))).Where(each => each.Found is not null).ToImmutableDictionary(each => each.Id, each => each.Found!);
        foreach (var (package, found) in installed.AddRange(unpatched.Where(each => !installed.ContainsKey(each.Key)))) progress.Report(new UnpatchedFound(package, found));
        // A list that is resumed says itself what is built and what is taken.
        if (command.BinaryPackages.Only || command.Resume != Resuming.Nothing || (unpatched.Count == 0 && installed.IsEmpty)) return new PortagePlan(command, plan, provided, unpatched);

        var anew = Anew(command, [.. unpatched.Keys.Concat(installed.Keys).Select(package => package.Name).Distinct()], [.. installed.Keys.Select(package => package.Name).Distinct()]);
        (plan, provided) = await AskAsync(anew, cancellation).ConfigureAwait(false);
        return new PortagePlan(anew, plan, provided, Unpatched(plan, patches, cancellation));
    }

    /// <summary>The same without the binary packages of some names, and with some that are installed merged again.</summary>
    private static EmergeCommand Anew(EmergeCommand command, ImmutableArray<PackageName> build, ImmutableArray<PackageName> again)
    {
        var binaries = command.BinaryPackages;
        return command with
        {
            BinaryPackages = binaries.Taken is not { } taken
                ? binaries
                : BinaryPackages.Of(binaries.Kept, taken with { Exclude = [.. taken.Exclude, .. build.Select(PackageFilter.Of)] }) with { NotKept = binaries.NotKept },
            Reinstall = [.. command.Reinstall, .. again.Select(PackageFilter.Of)],
        };
    }

    private ImmutableDictionary<PackageId, UnpatchedPackage> Unpatched(EmergePlan plan, EclassPatches patches, CancellationToken cancellation)
    {
        var binary = plan.Packages.Where(package => package.Origin == PackageOrigin.Binary).ToList();
        if (binary.Count == 0) return ImmutableDictionary<PackageId, UnpatchedPackage>.Empty;
        var directory = PackageDirectory.Open(settings.PkgDir, [], cancellation);
        var found =
            from package in binary
            let entry = directory.Of(package.Id.Name).LastOrDefault(entry => entry.Package == package.Id && (package.Build is null || entry.BuildId is null || entry.BuildId == package.Build))
            where entry is not null
            let unpatched = patches.Find(directory.PathOf(entry), cancellation)
            where unpatched is not null
            select (package.Id, unpatched);
        return found.ToImmutableDictionary(each => each.Id, each => each.unpatched);
    }

    private async Task<(EmergePlan Plan, ImmutableArray<string> Provided)> AskAsync(EmergeCommand command, CancellationToken cancellation)
    {
        var planned = await AskAsync(command, [], cancellation).ConfigureAwait(false);
        var forHost = planned.Elsewhere.Where(package => package.Elsewhere!.Value == "/").Select(package => package.Id.ToString()).Order(StringComparer.Ordinal).ToImmutableArray();
        if (forHost.IsEmpty || settings.AllowHostMerge || HostIsGentoo) return (Plan(planned, forHost), []);

        // Nobody has a record of what this host has: as everywhere else, its build tools are its own to have.
        return (Plan(await AskAsync(command, forHost, cancellation).ConfigureAwait(false), forHost), forHost);
    }

    private async Task<PretendOutput> AskAsync(EmergeCommand command, ImmutableArray<string> provided, CancellationToken cancellation)
    {
        using var scratch = RunScratch.Make(settings.Temporary, settings.AllowHostMerge);
        var run = new PortageRun(settings, command with { Action = EmergeAction.Pretend, Verbosity = Verbosity.Verbose }, scratch) { CoversRoot = true, Provided = provided };
        run.MakeFolders();
        var said = new List<string>();
        var exit = await run.Process(log: null, line => said.Add(line.Text)).ExitAsync(cancellation).ConfigureAwait(false);
        cancellation.ThrowIfCancellationRequested();
        var planned = PretendOutput.Parse(string.Join('\n', said) + "\n", command.Root.Path);
        return exit.IsSuccess && planned.Obstacles.IsEmpty
            ? planned
            : throw new UnresolvedException(command, planned.Obstacles.IsEmpty ? Complaints(said) : [.. planned.Obstacles.Select(each => each.ToString())]);
    }

    private async Task FetchAsync(EmergeCommand command, ImmutableArray<string> provided, CancellationToken cancellation)
    {
        using var scratch = RunScratch.Make(settings.Temporary, settings.AllowHostMerge);
        var run = new PortageRun(settings, command with { Action = EmergeAction.Fetch }, scratch) { CoversRoot = true, Provided = provided };
        await run.Process(settings.Logs.EnsureFolder() / $"fetch-{command.Root.Path.Name}.log", null).RunAsync(cancellation).ConfigureAwait(false);
    }

    private static EmergePlan Plan(PretendOutput planned, ImmutableArray<string> forHost) =>
        new(planned.Packages, forHost) { Elsewhere = planned.Elsewhere, Removed = planned.Removed };

    // What emerge lists before it complains is the plan, which helps nobody where there is none.
    private static ImmutableArray<string> Complaints(List<string> said) =>
        [.. said.Where(line => line.Trim().Length > 0 && !line.StartsWith("[ebuild", StringComparison.Ordinal) && !line.StartsWith("[binary", StringComparison.Ordinal)).TakeLast(40)];

    // In a seed, the running system is the seed's.
    private bool HostIsGentoo => settings.Seed?.HasPackages ?? HostDatabase.IsFolder && Directory.EnumerateFileSystemEntries(HostDatabase.Value).Any();
}
