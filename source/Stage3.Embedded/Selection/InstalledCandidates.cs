using System.Collections.Immutable;
using Stage3.Embedded.Resolution;
using Stage3.Portage.BinaryPackages;
using Stage3.Portage.Configuration;
using Stage3.Portage.Ebuilds;
using Stage3.Portage.Installed;
using Stage3.Portage.Libraries;

namespace Stage3.Embedded.Selection;

/// <summary>The packages of a root as the resolver sees them.</summary>
internal static class InstalledCandidates
{
    /// <summary>All that are what their ebuilds would give now; the others count as not there, so that they are merged again. With <paramref name="readsLibraries"/>, the libraries that they have and need count.</summary>
    public static ImmutableArray<Candidate> Of(InstalledDatabase database, Freshness freshness, PortageConfiguration configuration, bool readsLibraries) =>
    [
        .. database.Packages
            .Where(package => freshness.IsCurrent(package.Id, package.Info[BuildInfoKeys.BuiltFrom]))
            .OrderBy(package => package.Counter)
            .Select(package => Candidate(package, configuration, readsLibraries)),
    ];

    private static Candidate Candidate(InstalledPackage package, PortageConfiguration configuration, bool readsLibraries)
    {
        var metadata = EbuildMetadata.Parse(package.Info.Keys.ToDictionary(key => key, key => package.Info[key] ?? ""));
        var repositories = configuration.Source.Repositories;
        var known = package.Repository is { } repository && repositories[repository] is not null ? repository : repositories.Main.Name;
        var configured = configuration.For(package.Id, metadata, known);
        var build = new BuildFacts(BuildFacts.ParseTime(package.Info[BuildInfoKeys.BuildTime]));
        return Resolution.Candidate.Of(
            package.Id,
            metadata,
            CandidateOrigin.Installed,
            package.Repository,
            Flags.Parse(package.Info[BuildInfoKeys.IUseEffective] ?? package.Info[BuildInfoKeys.IUse]),
            Flags.Parse(package.Info[BuildInfoKeys.Use]),
            [.. configured.Visibility.OfInstalled.Reasons.Select(reason => reason.ToString())],
            build: readsLibraries ? build.WithLibraries(package.Info[Soname.RequiresKey], package.Info[Soname.ProvidesKey]).Facts : build);
    }
}
