using System.Collections.Immutable;
using Stage3.Embedded.Phases;
using Stage3.Embedded.Resolution;
using Stage3.Emerge;
using Stage3.Emerge.Commands;
using Stage3.Emerge.Eclasses;
using Stage3.Emerge.Plans;
using Stage3.Portage.BinaryPackages;
using Stage3.Portage.Configuration;
using Stage3.Portage.Installed;
using Stage3.Portage.Names;
using Stage3.Portage.Repositories;

namespace Stage3.Embedded.Selection;

/// <summary>What a command comes to: the configuration it was read under, the packages chosen, and their order.</summary>
internal sealed class Selected
{
    // What the phases of this engine define; ebuilds of other EAPIs are masked by name. A package that is built already brings its phases with it.
    private static readonly ImmutableArray<Eapi> Supported = [Eapi.Parse("7"), Eapi.Parse("8")];
    private static readonly ImmutableArray<Eapi> SupportedWhenBuilt = [Eapi.Parse("5"), Eapi.Parse("6"), .. Supported];

    private Selected(
        PortageConfiguration configuration, PackageDirectory packages, RepositoryCandidates? ebuilds, BinaryCandidates? binaries, Resolution.Resolution resolution) =>
        (Configuration, Packages, Ebuilds, Binaries, Resolution) = (configuration, packages, ebuilds, binaries, resolution);

    public PortageConfiguration Configuration { get; }

    /// <summary>PKGDIR.</summary>
    public PackageDirectory Packages { get; }

    /// <summary>The ebuilds that were read; null where the command takes binary packages only.</summary>
    public RepositoryCandidates? Ebuilds { get; }

    /// <summary>The binary packages that could be taken; null where the command builds all.</summary>
    public BinaryCandidates? Binaries { get; }

    public Resolution.Resolution Resolution { get; }

    /// <summary>The same, as everybody outside the engine sees it.</summary>
    public EmergePlan Plan => new(
        [.. Resolution.Steps.OfType<MergeStep>().Select(Planned)],
        [.. Resolution.ExpectedOfHost.Select(expectation => expectation.ToString())]);

    /// <summary>Reads configuration, ebuilds and binary packages, and resolves.</summary>
    /// <exception cref="UnresolvedException">There is no answer.</exception>
    public static async Task<Selected> ResolveAsync(EmbeddedSettings settings, EmergeCommand command, CancellationToken cancellation)
    {
        var repositories = RepositorySet.Open(ReposConf.Read(settings.ReposConf));
        var configuration = PortageConfiguration.Read(
            new ConfigurationSource(command.ConfigRoot, command.Root.Path, repositories) { SupportedEapis = command.BinaryPackages.Only ? SupportedWhenBuilt : Supported });
        var requests = Requests.Of(command, configuration.Sets);
        var installed = InstalledDatabase.Open(command.Root.Path);

        var ebuilds = command.BinaryPackages.Only
            ? null
            : await RepositoryCandidates.LoadAsync(
                configuration,
                new EbuildReader(settings.Cache),
                requests.Select(request => request.Atom.Name).Concat(installed.Packages.Select(package => package.Id.Name)),
                cancellation);
        var freshness = new Freshness(ebuilds);
        var refused = new List<BinaryPackageException>();
        // Signatures are checked when a package is merged.
        var packages = PackageDirectory.Open(settings.PkgDir, refused, cancellation);
        ImmutableArray<IPackageSource> sources = [new LocalPackages(packages, refused, repository: null), .. await settings.Binhosts.SourcesAsync(cancellation)];
        var options = CommandOptions.Of(command);
        var buildsMissing = CommandOptions.BuildsMissingBinaries(command, configuration);
        var binaries = command.BinaryPackages.Use || buildsMissing
            ? BinaryCandidates.Of(sources, configuration, freshness, await EclassPatches.ReadAsync(settings.ReposConf, cancellation), command.BinaryPackages.Taken?.Supply == PackageSupply.RemoteFirstOnly, options.CountsSonames, CommandOptions.Fetched(command))
            : null;
        var resolution = Resolver.Resolve(new ResolverInput(
            new Candidates([.. new ICandidates?[] { ebuilds, binaries }.OfType<ICandidates>()]),
            InstalledCandidates.Of(installed, freshness, configuration, options.CountsSonames),
            requests,
            options with { BuildsMissingBinaries = buildsMissing })
        {
            System = configuration.Sets.System,
            World = [.. configuration.Sets.Find("world") ?? []],
            Provided = configuration.Provided,
            ProvidedSonames = configuration.ProvidedSonames,
        });
        return resolution.IsResolved
            ? new Selected(configuration, packages, ebuilds, binaries, resolution)
            // What is missing may be there, and be of no use.
            : throw new UnresolvedException(command, [.. resolution.Problems.Select(problem => problem.ToString()), .. (binaries?.Refused ?? []).Select(each => $"not taken: {each.Where}: {each.What}")]);
    }

    private static PlannedPackage Planned(MergeStep step) => new(
        step.Package.Id,
        step.Package.Origin == CandidateOrigin.Binary ? PackageOrigin.Binary : PackageOrigin.Source,
        step.Package.Repository?.ToString() ?? "unknown",
        [.. step.Package.Enabled.Select(flag => flag.Name).Order(StringComparer.Ordinal)],
        step.Replaces?.Id,
        string.Join(", ", step.RequiredBy));
}
