using System.Collections.Immutable;
using Stage3.Linux;
using Stage3.Portage.Names;
using Stage3.Portage.Repositories;

namespace Stage3.Portage.Configuration;

/// <summary>Where a configuration is read from.</summary>
/// <param name="ConfigRoot">PORTAGE_CONFIGROOT: the folder that holds <c>etc/portage</c>.</param>
/// <param name="Root">ROOT: what is installed into; its <c>var/lib/portage</c> holds the world.</param>
/// <param name="Repositories">The repositories.</param>
public sealed record ConfigurationSource(HostPath ConfigRoot, HostPath Root, RepositorySet Repositories)
{
    /// <summary>Variables that go before all files, as those of the caller's environment do for emerge: USE, FEATURES, ACCEPT_KEYWORDS, ….</summary>
    public ImmutableSortedDictionary<string, string> Environment { get; init; } =
        ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal);

    /// <summary>The EAPIs that can be built and installed; ebuilds of others are masked.</summary>
    public ImmutableArray<Eapi> SupportedEapis { get; init; } = [.. Eapi.All];
}
