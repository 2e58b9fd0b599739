using System.Collections.Immutable;
using Stage3.Portage.Atoms;
using Stage3.Portage.Ebuilds;
using Stage3.Portage.Libraries;
using Stage3.Portage.Names;
using Stage3.Portage.Profiles;

namespace Stage3.Portage.Configuration;

/// <summary>
/// A whole configuration: repositories, profile, make.conf and <c>etc/portage</c> together, as emerge would see them. Read once; safe for several
/// threads afterwards. It answers for each ebuild which flags it gets and whether it may be installed.
/// </summary>
public sealed class PortageConfiguration
{
    private readonly UseResolver use;
    private readonly KeywordPolicy keywords;
    private readonly MaskPolicy masks;
    private readonly AcceptancePolicy licenses;
    private readonly AcceptancePolicy properties;
    private readonly AcceptancePolicy restrictions;

    private PortageConfiguration(ConfigurationSource source, ProfileChain profile, ConfigurationVariables variables, List<ConfigurationProblem> warnings)
    {
        (Source, Profile, Variables) = (source, profile, variables);
        var problems = new List<ConfigurationProblem>();
        var nodes = profile.Nodes.Select(node => ProfileRules.Of(node, node.IsUserProfile ? problems : warnings)).ToImmutableArray();
        var repositories = source.Repositories.All.ToDictionary(repository => repository.Name, repository => ProfileRules.Of(repository, warnings));
        keywords = new(variables, nodes, UserRules("package.accept_keywords", problems));
        use = new(variables, nodes, repositories, source.Repositories, UserRules("package.use", problems), keywords);
        masks = new(source, profile, warnings, problems);
        licenses = new(MaskKind.License, "ACCEPT_LICENSE", variables, UserRules("package.license", problems), AcceptancePolicy.Groups(source.Repositories));
        properties = new(MaskKind.Properties, "ACCEPT_PROPERTIES", variables, UserRules("package.properties", problems));
        restrictions = new(MaskKind.Restrict, "ACCEPT_RESTRICT", variables, UserRules("package.accept_restrict", problems));
        Sets = PackageSets.Read(source, profile, warnings, problems);
        Provided = [.. profile.Lines("package.provided").Select(line => Provide(line, warnings)).OfType<PackageId>()];
        ProvidedSonames = [.. profile.Lines("soname.provided").Aggregate(ImmutableHashSet<Soname>.Empty, Provide)];
        ConfigurationException.ThrowIfAny(problems);
        Warnings = [.. warnings];
    }

    /// <summary>Where it was read from.</summary>
    public ConfigurationSource Source { get; }

    /// <summary>The profile with all it inherits.</summary>
    public ProfileChain Profile { get; }

    /// <summary>The variables: ARCH, CHOST, CONFIG_PROTECT, FEATURES, INSTALL_MASK, ….</summary>
    public ConfigurationVariables Variables { get; }

    /// <summary>The package sets: <c>@system</c>, <c>@world</c>, ….</summary>
    public PackageSets Sets { get; }

    /// <summary>What counts as installed though it is not (package.provided).</summary>
    public ImmutableArray<PackageId> Provided { get; }

    /// <summary>Libraries that count as there though no package has them (soname.provided).</summary>
    public ImmutableHashSet<Soname> ProvidedSonames { get; }

    /// <summary>Lines of repositories and profiles that cannot be read: they are passed over, as Portage does.</summary>
    public ImmutableArray<ConfigurationProblem> Warnings { get; }

    /// <summary>Reads a configuration.</summary>
    /// <exception cref="ConfigurationException">All that is wrong in what the user wrote, and profiles that cannot be used.</exception>
    public static PortageConfiguration Read(ConfigurationSource source)
    {
        var profile = ProfileChain.OfConfiguration(source.ConfigRoot, source.Repositories);
        return new(source, profile, ConfigurationVariables.Read(source, profile), []);
    }

    /// <summary>An ebuild under this configuration.</summary>
    /// <param name="id">The package.</param>
    /// <param name="metadata">What the ebuild says.</param>
    /// <param name="repository">The repository that it lies in.</param>
    /// <param name="build">Which of several builds of the version it is, for rules that name one (<c>=cat/name-1-2</c>); 0 where it is none.</param>
    public ConfiguredPackage For(PackageId id, EbuildMetadata metadata, RepositoryName repository, long build = 0)
    {
        var query = new PackageQuery(id, metadata, repository, build);
        var state = use.Resolve(query);
        return new(query, state, Judge(query, state), () => PhaseVariables(state));
    }

    private Visibility Judge(PackageQuery query, UseState state)
    {
        bool IsOn(UseFlag flag) => state.Enabled.BinarySearch(flag.Name, StringComparer.Ordinal) >= 0;
        var eapi = Source.SupportedEapis.Contains(query.Metadata.Eapi)
            ? null
            : new MaskReason(MaskKind.Eapi, $"its EAPI {query.Metadata.Eapi} is not supported: supported are {string.Join(", ", Source.SupportedEapis)}");
        MaskReason?[] reasons =
        [
            eapi,
            masks.ReasonAgainst(query),
            keywords.ReasonAgainst(query),
            licenses.ReasonAgainst(query, query.Metadata.License, IsOn),
            properties.ReasonAgainst(query, query.Metadata.Properties, IsOn),
            restrictions.ReasonAgainst(query, query.Metadata.Restrict, IsOn),
        ];
        return new([.. reasons.OfType<MaskReason>()]);
    }

    private ImmutableSortedDictionary<string, string> PhaseVariables(UseState state) =>
        Variables.All.SetItems(use.Expansion.Values(state))
            .SetItem("USE", string.Join(' ', state.Enabled))
            .SetItem("IUSE_EFFECTIVE", string.Join(' ', state.Known));

    private PackageRules UserRules(string list, List<ConfigurationProblem> problems) =>
        PackageRules.Parse(ListFile.Read(Source.ConfigRoot / "etc/portage" / list), AtomSyntax.User, wildcards: true, problems);

    private static PackageId? Provide(SourceLine line, List<ConfigurationProblem> warnings)
    {
        if (PackageId.TryParse(line.Text, out var id, out var error)) return id;
        warnings.Add(line.Problem(error));
        return null;
    }

    // A line is a category and its libraries; "-name" takes one of an earlier line back, "-*" all of the category.
    private static ImmutableHashSet<Soname> Provide(ImmutableHashSet<Soname> all, SourceLine line) => line.Words.Skip(1).Aggregate(all, (known, word) => word switch
    {
        "-*" => known.Except(known.Where(soname => soname.Category == line.Words[0])),
        ['-', .. var name] => known.Remove(new Soname(line.Words[0], name)),
        _ => known.Add(new Soname(line.Words[0], word)),
    });
}
