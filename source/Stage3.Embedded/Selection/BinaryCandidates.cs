using System.Collections.Immutable;
using Stage3.Embedded.Resolution;
using Stage3.Emerge.Eclasses;
using Stage3.Portage.Atoms;
using Stage3.Portage.BinaryPackages;
using Stage3.Portage.Configuration;
using Stage3.Portage.Ebuilds;
using Stage3.Portage.Libraries;
using Stage3.Portage.Names;

namespace Stage3.Embedded.Selection;

/// <summary>The binary packages of a PKGDIR and of binhosts that may be taken: those that are what their ebuilds would give now.</summary>
internal sealed class BinaryCandidates : ICandidates
{
    private readonly ImmutableArray<IPackageSource> sources;
    private readonly PortageConfiguration configuration;
    private readonly Freshness freshness;
    private readonly EclassPatches patches;
    private readonly bool prefersFetched;
    private readonly bool readsLibraries;
    private readonly PackageLists fetched;
    private readonly Dictionary<PackageId, UnpatchedPackage> unpatched = [];
    private readonly Dictionary<PackageName, IReadOnlyList<Candidate>> byName = [];
    private readonly Dictionary<Candidate, Listing> listings = [];
    private readonly Lazy<ILookup<Soname, PackageName>> providers;

    private BinaryCandidates(ImmutableArray<IPackageSource> sources, PortageConfiguration configuration, Freshness freshness, EclassPatches patches, bool prefersFetched, bool readsLibraries, PackageLists fetched)
    {
        (this.sources, this.configuration, this.freshness, this.patches, this.prefersFetched, this.readsLibraries, this.fetched) = (sources, configuration, freshness, patches, prefersFetched, readsLibraries, fetched);
        providers = new(() => Listed().SelectMany(entry => LibrariesOf(entry).Facts.Provides.Select(soname => (soname, entry.Package.Name))).Distinct().ToLookup(pair => pair.soname, pair => pair.Name));
    }

    /// <summary>Packages that are there and cannot be used, with the reasons.</summary>
    public ImmutableArray<Linux.Stage3Exception> Refused => [.. sources.SelectMany(source => source.Refused)];

    /// <summary>Packages that were looked at and carry functions as before an eclass was patched: they are not taken.</summary>
    public IReadOnlyDictionary<PackageId, UnpatchedPackage> Unpatched => unpatched;

    /// <summary>
    /// The binary packages of several places under a configuration, the first of which is PKGDIR; one that lies in two is taken from the earlier.
    /// <paramref name="prefersFetched"/>: what PKGDIR has counts for nothing where a binhost has another of that build (emerge(1), <c>--getbinpkgonly</c>).
    /// <paramref name="readsLibraries"/>: the libraries that they have and need count. <paramref name="fetched"/>: what the command says of binhosts' packages.
    /// </summary>
    public static BinaryCandidates Of(
        ImmutableArray<IPackageSource> sources, PortageConfiguration configuration, Freshness freshness, EclassPatches patches, bool prefersFetched, bool readsLibraries, PackageLists fetched) =>
        new(sources, configuration, freshness, patches, prefersFetched, readsLibraries, fetched);

    /// <inheritdoc/>
    public IReadOnlyList<Candidate> Of(PackageName name) =>
        byName.TryGetValue(name, out var known) ? known : byName[name] = [.. Listed(name)];

    /// <inheritdoc/>
    public IEnumerable<PackageName> Providing(Soname soname) => providers.Value[soname];

    /// <summary>The file of a candidate's package, on this machine afterwards.</summary>
    public ValueTask<Linux.HostPath> FileAsync(Candidate candidate, CancellationToken cancellation) => listings[candidate].Source.GetAsync(listings[candidate].Entry, cancellation);

    /// <summary>Whether a candidate's package must be signed; null leaves that to FEATURES.</summary>
    public bool? VerifySignature(Candidate candidate) => listings[candidate].Source.VerifySignature;

    private IEnumerable<PackagesIndexEntry> Listed() => sources.SelectMany(source => source.Index.Entries);

    private (BuildFacts Facts, ImmutableArray<string> Problems) LibrariesOf(PackagesIndexEntry entry) =>
        readsLibraries ? new BuildFacts().WithLibraries(entry[Soname.RequiresKey], entry[Soname.ProvidesKey]) : (new BuildFacts(), []);

    // What lies in two places is one package, and taken from the first that may give it; of two that were built apart, the resolver decides.
    private IEnumerable<Candidate> Listed(PackageName name)
    {
        var all = sources.SelectMany((source, place) => source.Of(name).Where(IsCurrent).Select(entry => new Listing(source, place, entry, source.Refusal(entry, fetched)))).ToArray();
        var replaced = prefersFetched ? all.Where(one => one.Place > 0 && one.IsUsable).ToLookup(one => one.Build, one => one.Identity) : null;
        return all
            .Where(one => one.Place > 0 || replaced?[one.Build].ToArray() is not { Length: > 0 } others || others.Contains(one.Identity))
            .OrderBy(one => one.IsUsable ? 0 : 1)
            .DistinctBy(one => one.Identity)
            .Select(Read);
    }

    private bool IsCurrent(PackagesIndexEntry entry) => freshness.IsCurrent(entry.Package, entry[BuildInfoKeys.BuiltFrom]);

    private Candidate Read(Listing listing)
    {
        var (source, place, entry, refusal) = listing;
        if (!EbuildMetadata.TryParse(entry.Values, out var metadata, out var errors))
        {
            return new Candidate(entry.Package, Slot.Zero, CandidateOrigin.Binary) { Hindrances = errors };
        }

        var repository = RepositoryName.TryParse(entry[BuildInfoKeys.Repository], out var name) ? name : null;
        var configured = configuration.For(entry.Package, metadata, repository ?? configuration.Source.Repositories.Main.Name, entry.BuildId ?? 0);
        var libraries = LibrariesOf(entry);
        var candidate = Candidate.Of(
            entry.Package,
            metadata,
            CandidateOrigin.Binary,
            repository,
            // With the flags that the profile adds to every package, which an installed one has on record:
            // without them --newuse would see a change in each.
            configured.IuseEffective.Select(UseFlag.Parse),
            Flags.Parse(entry[BuildInfoKeys.Use]),
            [.. Hindrances(configured), .. Stale(source, entry), .. refusal is null ? Array.Empty<string>() : [refusal], .. libraries.Problems],
            place,
            libraries.Facts with
            {
                Time = BuildFacts.ParseTime(entry[BuildInfoKeys.BuildTime]),
                Id = entry.BuildId ?? 0,
                Configured = [.. configured.Use.Select(UseFlag.Parse)],
                Binhost = source.Binhost,
            });
        listings.Add(candidate, listing);
        return candidate;
    }

    // Its phases would run the functions that it was built with. What is not on this machine yet belongs to no tree whose eclasses are patched here.
    private string[] Stale(IPackageSource source, PackagesIndexEntry entry)
    {
        if (source is not LocalPackages local || patches.Find(local.PathOf(entry), CancellationToken.None) is not { } found) return [];
        unpatched[entry.Package] = found;
        return [found.ToString()];
    }

    // What masks an ebuild masks the package that was built from it.
    private static ImmutableArray<string> Hindrances(ConfiguredPackage configured) =>
        [.. configured.Visibility.Reasons.Select(reason => reason.ToString())];
}
