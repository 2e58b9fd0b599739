using System.Collections.Immutable;
using System.Text.Json;
using Stage3.Embedded.Resolution;
using Stage3.Portage.Atoms;
using Stage3.Portage.Configuration;

namespace Stage3.ResolverScenarios;

/// <summary>What a scenario gives the resolver, and by which keys it calls the packages.</summary>
public sealed class ScenarioWorld
{
    private readonly Dictionary<Candidate, string> keys = [];

    private ScenarioWorld(JsonElement json)
    {
        var configuration = ScenarioFiles.Read(json);
        var available = Packages(json, "ebuilds", CandidateOrigin.Source, configuration).Concat(Packages(json, "binaries", CandidateOrigin.Binary, configuration)).ToList();
        if (Texts(json, "options").Any(option => option is "--getbinpkg" or "--getbinpkgonly"))
            available.AddRange((json.TryGetProperty("binhosts", out var binhosts) ? binhosts.EnumerateObject() : default)
                .SelectMany(binhost => Packages(binhosts, binhost.Name, CandidateOrigin.Binary, configuration, (binhost.Name, ScenarioLists.OfBinhost(json, binhost.Name, [.. Texts(json, "options")])))));
        var installed = Packages(json, "installed", CandidateOrigin.Installed, configuration).ToImmutableArray();
        IEnumerable<ResolverRequest> Requests(string text) => text switch
        {
            "@installed" => installed.Select(package => new ResolverRequest(Atom.Of(package.Id.Name).WithSlot(SlotDependency.Parse(package.Slot.Name)), text)),
            ['@', .. var set] => (configuration.Sets.Find(set) ?? throw new FormatException($"there is no set '{text}'")).Select(atom => new ResolverRequest(atom, text)),
            _ => [new ResolverRequest(Atom.Parse(text))],
        };

        Input = new ResolverInput(new CandidateList(available), installed, [.. Texts(json, "requests").SelectMany(Requests)], ScenarioOptions.Parse(json) with { BuildsMissingBinaries = Has(configuration, "buildpkg") && Has(configuration, "buildpkg-proactive") })
        {
            System = configuration.Sets.System,
            World = [.. configuration.Sets.Find("world")!],
            Provided = configuration.Provided,
            ProvidedSonames = configuration.ProvidedSonames,
        };
    }

    /// <summary>All that the resolver is given.</summary>
    public ResolverInput Input { get; }

    /// <summary>The world that a scenario tells.</summary>
    public static ScenarioWorld Of(JsonElement json) => new(json);

    /// <summary>A step as scenarios write it: <c>cat/pkg-1</c>, <c>[binary]cat/pkg-1</c>, <c>[binary,remote]cat/pkg-1</c>, <c>[uninstall]cat/pkg-1</c>.</summary>
    public string Print(ResolutionStep step) => (step switch
    {
        UnmergeStep => "[uninstall]",
        _ when step.Package.Build.Binhost is not null => "[binary,remote]",
        _ when step.Package.Origin == CandidateOrigin.Binary => "[binary]",
        _ => "",
    }) + keys[step.Package];

    private List<Candidate> Packages(JsonElement json, string key, CandidateOrigin origin, PortageConfiguration configuration, (string Name, PackageLists Lists)? binhost = null)
    {
        var packages = new List<Candidate>();
        foreach (var package in json.TryGetProperty(key, out var declared) ? declared.EnumerateObject() : default)
        {
            packages.Add(ScenarioPackage.Read(package, origin, configuration, binhost));
            keys.Add(packages[^1], package.Name);
        }

        return packages;
    }

    private static bool Has(PortageConfiguration configuration, string feature) => configuration.Variables["FEATURES"]?.Split(' ').Contains(feature) == true;

    private static IEnumerable<string> Texts(JsonElement json, string key) =>
        json.TryGetProperty(key, out var texts) ? texts.EnumerateArray().Select(text => text.GetString()!) : [];
}
