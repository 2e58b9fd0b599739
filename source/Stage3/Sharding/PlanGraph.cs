using System.Collections.Immutable;
using Stage3.Embedded.Phases;
using Stage3.Emerge.Plans;
using Stage3.Emerge.Sharding;
using Stage3.Linux;
using Stage3.Portage.Atoms;
using Stage3.Portage.Ebuilds;
using Stage3.Portage.Names;
using Stage3.Portage.Repositories;

namespace Stage3.Sharding;

/// <summary>Who needs whom in a plan, read from the ebuilds: plans of either engine tell the order alone.</summary>
/// <param name="reposConf">The repositories.</param>
/// <param name="cache">Where metadata is kept between runs.</param>
internal sealed class PlanGraph(HostPath reposConf, HostPath cache)
{
    // Who is merged brings along what is to be merged after it.
    private static readonly ImmutableArray<DependencyKind> Kinds = [DependencyKind.BuildHost, DependencyKind.Build, DependencyKind.Install, DependencyKind.Runtime, DependencyKind.Post];

    private readonly RepositorySet repositories = RepositorySet.Open(ReposConf.Read(reposConf));

    /// <summary>
    /// The plan's packages, each with those of the plan that it names. All alternatives of a choice count: one too many costs a
    /// little time, one too few a build.
    /// </summary>
    /// <exception cref="Stage3Exception">An ebuild of the plan is not found, or cannot be read.</exception>
    public async Task<ImmutableArray<ShardNode>> ReadAsync(EmergePlan plan, CancellationToken cancellation)
    {
        var ebuilds = plan.Packages.Select(Find).ToImmutableArray();
        var keys = ebuilds.Select(ebuild => KeptMetadata.Find(ebuild, Repository(ebuild), cache)).ToArray();
        var unread = Enumerable.Range(0, keys.Length).Where(place => keys[place] is null).ToImmutableArray();
        var readings = await new EbuildReader(cache).ReadAsync([.. unread.Select(place => Source(ebuilds[place]))], cancellation);
        foreach (var (place, reading) in unread.Zip(readings)) keys[place] = reading.Errors.IsEmpty ? reading.Metadata : throw Unreadable(ebuilds[place], reading.Errors);

        var byName = plan.Packages.Select(package => package.Id).ToLookup(id => id.Name);
        return [.. plan.Packages.Select((package, place) => new ShardNode(
            package.Id, [.. Needs(package, ebuilds[place], keys[place]!).SelectMany(name => byName[name]).Where(id => id != package.Id).Distinct()]))];
    }

    private static IEnumerable<PackageName> Needs(PlannedPackage package, EbuildFile ebuild, IReadOnlyDictionary<string, string> keys)
    {
        if (!EbuildMetadata.TryParse(keys, out var metadata, out var errors)) throw Unreadable(ebuild, errors);
        var use = package.Use.ToHashSet(StringComparer.Ordinal);
        return Kinds.SelectMany(kind => metadata.Dependencies(kind).Flatten(flag => use.Contains(flag.Name)))
            .Where(atom => atom.Blocks == Blocking.None).Select(atom => atom.Name);
    }

    private Repository Repository(EbuildFile ebuild) => repositories[ebuild.Repository]!;

    private EbuildSource Source(EbuildFile ebuild) => new(ebuild.Package, ebuild.File, repositories.EclassFolders(Repository(ebuild)));

    private EbuildFile Find(PlannedPackage package) =>
        repositories.Ebuilds(package.Id.Name).LastOrDefault(ebuild => ebuild.Package == package.Id && (package.Repository.Length == 0 || ebuild.Repository.ToString() == package.Repository))
        ?? throw new Stage3Exception(
            $"{package.Id}::{package.Repository} is planned, and no repository has its ebuild",
            string.Join(", ", repositories.All.Select(each => each.Location)),
            "see that nobody changes the tree while it is built from, and start again");

    private static Stage3Exception Unreadable(EbuildFile ebuild, ImmutableArray<string> errors) => new(
        $"{ebuild.Package}: nobody knows what it needs: {string.Join("; ", errors)}", ebuild.File.Value, "mend the ebuild, or build without --shard");
}
