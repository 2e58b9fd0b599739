using System.Collections.Immutable;
using System.Text.Json;
using Stage3.Embedded.Resolution;
using Stage3.Portage.Atoms;
using Stage3.Portage.Ebuilds;
using Stage3.Portage.Names;

namespace Stage3.Embedded.Tests.Resolution;

/// <summary>
/// One case in JSON: <c>ebuilds</c>, <c>binaries</c> and <c>installed</c> map <c>cat/pkg-1</c> to metadata keys (besides:
/// <c>USE</c>, the flags that are on, instead of IUSE's defaults; <c>repository</c>, <c>preference</c>, <c>masked</c>);
/// <c>requests</c> holds atoms and <c>@world</c>, <c>@system</c>; <c>options</c> are emerge's. Expected are <c>steps</c>
/// (<c>cat/pkg-1</c>, <c>[binary]cat/pkg-1</c>, <c>[uninstall]cat/pkg-1</c>; an array within is in any order) or
/// <c>problems</c> (each a text that holds in one problem; all problems must be named), and <c>host</c>, what is expected of it.
/// </summary>
public sealed class Scenario(JsonElement json)
{
    public string Name => json.GetProperty("name").GetString()!;

    public ResolverInput Input()
    {
        var system = Texts("system").Select(Atom.Parse).ToImmutableArray();
        var world = Texts("world").Select(Atom.Parse).ToImmutableArray();
        var requests = Texts("requests").SelectMany(text => text switch
        {
            "@world" => world.Select(atom => new ResolverRequest(atom, text)),
            "@system" => system.Select(atom => new ResolverRequest(atom, text)),
            _ => [new ResolverRequest(Atom.Parse(text))],
        });
        var available = Packages("ebuilds", CandidateOrigin.Source).Concat(Packages("binaries", CandidateOrigin.Binary));
        return new ResolverInput(new CandidateList(available), [.. Packages("installed", CandidateOrigin.Installed)], [.. requests], Options())
        {
            System = system,
            World = world,
            Provided = [.. Texts("provided").Select(PackageId.Parse)],
        };
    }

    public void Check(Stage3.Embedded.Resolution.Resolution resolution)
    {
        var shown = string.Join('\n', resolution.Problems.Select(problem => problem.ToString()).Concat(resolution.Notes).Concat(resolution.Steps.Select(step => step.ToString())));
        var problems = Texts("problems").ToArray();
        resolution.Problems.Should().HaveCount(problems.Length, "the result is\n{0}\n", shown);
        foreach (var (expected, problem) in problems.Zip(resolution.Problems)) problem.ToString().Should().Contain(expected);
        if (problems.Length > 0) return;

        var actual = resolution.Steps.Select(Print).ToList();
        var place = 0;
        foreach (var expected in json.GetProperty("steps").EnumerateArray())
        {
            var group = expected.ValueKind == JsonValueKind.Array ? expected.EnumerateArray().Select(one => one.GetString()!).ToArray() : [expected.GetString()!];
            actual.Skip(place).Take(group.Length).Should().BeEquivalentTo(group, "the steps are\n{0}\n", shown);
            place += group.Length;
        }

        actual.Should().HaveCount(place, "the steps are\n{0}\n", shown);
        if (json.TryGetProperty("host", out _)) resolution.ExpectedOfHost.Select(one => one.ToString()).Should().Equal(Texts("host"));
        if (json.TryGetProperty("notes", out _)) resolution.Notes.Should().Equal(Texts("notes"));
    }

    public override string ToString() => Name;

    internal static string Print(ResolutionStep step) => (step switch
    {
        UnmergeStep => "[uninstall]",
        _ when step.Package.Origin == CandidateOrigin.Binary => "[binary]",
        _ => "",
    }) + step.Package.Id + (step.Package.Repository is { } repository ? "::" + repository : "");

    private ResolverOptions Options()
    {
        var options = Texts("options").ToHashSet();
        bool Take(string name) => options.Remove(name);
        var result = new ResolverOptions
        {
            Update = Take("--update"),
            Deep = Take("--deep"),
            NewUse = Take("--newuse"),
            ChangedUse = Take("--changed-use"),
            NoReplace = Take("--noreplace"),
            NoDependencies = Take("--nodeps"),
            EmptyTree = Take("--emptytree"),
            WithBuildDependencies = Take("--with-bdeps=y"),
            Binaries = Take("--usepkgonly") ? BinaryUse.Only : Take("--usepkg") ? BinaryUse.Preferred : BinaryUse.Never,
            BuildHost = Take("host-is-root") ? BuildHost.Root : BuildHost.Elsewhere,
            Backtrack = Take("--backtrack=0") ? 0 : 20,
        };
        options.Should().BeEmpty("every option of a scenario must be known");
        return result;
    }

    private IEnumerable<Candidate> Packages(string key, CandidateOrigin origin) =>
        json.TryGetProperty(key, out var packages) ? packages.EnumerateObject().Select(package => Package(package, origin)) : [];

    private static Candidate Package(JsonProperty package, CandidateOrigin origin)
    {
        // Two packages of one version need two keys: what follows '#' only tells them apart.
        var id = PackageId.Parse(package.Name.Split('#')[0]);
        var keys = package.Value.EnumerateObject().ToDictionary(one => one.Name, one => one.Value.ToString());
        keys.TryAdd("EAPI", "8");
        keys.TryAdd("SLOT", "0");
        var metadata = EbuildMetadata.Parse(keys);
        var enabled = keys.TryGetValue("USE", out var use)
            ? use.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(UseFlag.Parse)
            : metadata.Iuse.Where(flag => flag.Default == true).Select(flag => flag.Flag);
        return Candidate.Of(
            id, metadata, origin,
            keys.TryGetValue("repository", out var repository) ? RepositoryName.Parse(repository) : null,
            metadata.Iuse.Select(flag => flag.Flag), enabled,
            keys.TryGetValue("masked", out var masked) ? [masked] : [],
            keys.TryGetValue("preference", out var preference) ? int.Parse(preference) : 0,
            keys.TryGetValue("build_id", out var build) ? long.Parse(build) : 0);
    }

    private IEnumerable<string> Texts(string key) =>
        json.TryGetProperty(key, out var texts) ? texts.EnumerateArray().Select(text => text.GetString()!) : [];
}
