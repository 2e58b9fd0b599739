using System.Collections.Immutable;
using Stage3.Embedded.Phases;
using Stage3.Embedded.Resolution;
using Stage3.Portage.Configuration;
using Stage3.Portage.Dependencies;
using Stage3.Portage.Ebuilds;
using Stage3.Portage.Names;
using Stage3.Portage.Repositories;

namespace Stage3.Embedded.Selection;

/// <summary>The ebuilds of all repositories that a run can come to, read ahead: those asked for, and what they depend on.</summary>
internal sealed class RepositoryCandidates : ICandidates
{
    private readonly RepositorySet repositories;
    private readonly PortageConfiguration configuration;
    private readonly EbuildReader reader;
    private readonly Dictionary<PackageName, IReadOnlyList<Candidate>> byName = [];
    private readonly Dictionary<Candidate, BuildableEbuild> ebuilds = [];

    private RepositoryCandidates(PortageConfiguration configuration, EbuildReader reader) =>
        (repositories, this.configuration, this.reader) = (configuration.Source.Repositories, configuration, reader);

    /// <inheritdoc/>
    public IReadOnlyList<Candidate> Of(PackageName name) => byName.GetValueOrDefault(name, []);

    /// <summary>The ebuild behind a candidate of this repository set.</summary>
    public BuildableEbuild Ebuild(Candidate candidate) => ebuilds[candidate];

    /// <summary>The digests of what each readable ebuild would be built from now.</summary>
    public IEnumerable<(PackageId Id, string BuiltFrom)> Current => ebuilds.Values.Select(ebuild => (ebuild.Candidate.Id, ebuild.Origin.Digest.Hex));

    /// <summary>Reads all ebuilds of the packages named, then of those that they name, until nothing new comes up.</summary>
    public static async Task<RepositoryCandidates> LoadAsync(
        PortageConfiguration configuration,
        EbuildReader reader,
        IEnumerable<PackageName> names,
        CancellationToken cancellation)
    {
        var candidates = new RepositoryCandidates(configuration, reader);
        var next = names.Distinct().ToList();
        while (next.Count > 0)
        {
            var read = await candidates.ReadAsync(next, cancellation);
            next = [.. read.SelectMany(Named).Distinct().Where(name => !candidates.byName.ContainsKey(name))];
        }

        return candidates;
    }

    private async Task<IReadOnlyList<Candidate>> ReadAsync(IReadOnlyList<PackageName> names, CancellationToken cancellation)
    {
        var files = names.SelectMany(name => repositories.Ebuilds(name)).ToArray();
        var readings = await reader.ReadAsync([.. files.Select(Source)], cancellation);
        var read = files.Zip(readings, Configure).ToArray();
        foreach (var name in names)
        {
            byName[name] = [.. read.Where(candidate => candidate.Id.Name == name)];
        }

        return read;
    }

    private EbuildSource Source(EbuildFile file) =>
        new(file.Package, file.File, repositories.EclassFolders(repositories[file.Repository]!));

    private Candidate Configure(EbuildFile file, EbuildReading reading)
    {
        var errors = reading.Errors;
        if (errors.IsEmpty && EbuildMetadata.TryParse(reading.Metadata, out var metadata, out errors))
        {
            var configured = configuration.For(file.Package, metadata, file.Repository);
            var candidate = Candidate.Of(
                file.Package,
                metadata,
                CandidateOrigin.Source,
                file.Repository,
                configured.IuseEffective.Select(UseFlag.Parse),
                configured.Use.Select(UseFlag.Parse),
                Hindrances(configured),
                Preference(file),
                unmetRequiredUse: [.. RequiredUse.Check(metadata.RequiredUse, configured.IsEnabled, metadata.Eapi)],
                testsAreMasked: configured.Masked.Contains("test"));
            ebuilds.Add(candidate, new BuildableEbuild(
                reading.Source,
                configured,
                BuildInputs.Of(reading.Source, configured),
                candidate));
            return candidate;
        }

        return new Candidate(file.Package, Slot.Zero, CandidateOrigin.Source) { Repository = file.Repository, Hindrances = errors };
    }

    private static ImmutableArray<string> Hindrances(ConfiguredPackage package) => [.. package.Visibility.Reasons.Select(reason => reason.ToString())];

    private int Preference(EbuildFile file) => repositories.All.IndexOf(repositories[file.Repository]!);

    private static IEnumerable<PackageName> Named(Candidate candidate) =>
        Enum.GetValues<DependencyKind>().SelectMany(kind => candidate.Dependencies(kind).Leaves).Select(atom => atom.Name);
}
