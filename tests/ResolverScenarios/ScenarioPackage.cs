using System.Text.Json;
using Stage3.Embedded.Resolution;
using Stage3.Portage.Atoms;
using Stage3.Portage.Configuration;
using Stage3.Portage.Dependencies;
using Stage3.Portage.Ebuilds;
using Stage3.Portage.Libraries;
using Stage3.Portage.Names;

namespace Stage3.ResolverScenarios;

/// <summary>
/// A package of a scenario: its key is <c>cat/pkg-1</c>, with <c>::repository</c> and <c>#2</c> (the instance of a binary
/// package) where it needs them; its value are metadata keys, and <c>masked</c> and <c>preference</c> of ours.
/// </summary>
internal static class ScenarioPackage
{
    /// <summary>As emerge, of two builds of one time that which is not on this machine is taken.</summary>
    private const int FirstBinhost = 1000;

    /// <summary>The repository that a key names, <c>main</c> where none is.</summary>
    public static string RepositoryOf(JsonProperty package) =>
        package.Name.Split('#')[0].Split("::") is [_, var repository] ? repository
        : package.Value.TryGetProperty("repository", out var key) ? key.GetString()! : "main";

    /// <summary>The package as the resolver is given it.</summary>
    public static Candidate Read(JsonProperty package, CandidateOrigin origin, PortageConfiguration configuration, (string Name, PackageLists Lists)? binhost = null)
    {
        var parts = package.Name.Split('#');
        var id = PackageId.Parse(parts[0].Split("::")[0]);
        var repository = RepositoryName.Parse(RepositoryOf(package));
        var keys = package.Value.EnumerateObject().ToDictionary(one => one.Name, one => one.Value.ToString());
        keys.TryAdd("EAPI", "8");
        keys.TryAdd("SLOT", "0");
        keys.TryAdd("KEYWORDS", "x86");
        if (!EbuildMetadata.TryParse(keys, out var metadata, out var errors)) return new Candidate(id, Slot.Zero, origin) { Repository = repository, Hindrances = errors };

        var known = configuration.Source.Repositories[repository] is null ? configuration.Source.Repositories.Main.Name : repository;
        var build = parts is [_, var instance] ? long.Parse(instance) : 0;
        var configured = configuration.For(id, metadata, known, build);
        var built = origin != CandidateOrigin.Source;
        var enabled = keys.TryGetValue("USE", out var use) || built
            ? (use ?? string.Join(' ', metadata.Iuse.Where(flag => flag.Default == true).Select(flag => flag.Flag))).Split(' ', StringSplitOptions.RemoveEmptyEntries).Where(flag => flag[0] != '-').ToArray()
            : [.. configured.Use];
        IEnumerable<string> hindrances = origin switch
        {
            CandidateOrigin.Installed => configured.Visibility.OfInstalled.Reasons.Select(reason => reason.ToString()),
            _ => configured.Visibility.Reasons.Select(reason => reason.ToString()),
        };
        var (libraries, problems) = new BuildFacts(BuildFacts.ParseTime(keys.GetValueOrDefault("BUILD_TIME")), build).WithLibraries(keys.GetValueOrDefault(Soname.RequiresKey), keys.GetValueOrDefault(Soname.ProvidesKey));
        hindrances = hindrances.Concat(problems);
        if (keys.TryGetValue("masked", out var masked)) hindrances = hindrances.Append(masked);
        if (binhost?.Lists.Refusal(new Candidate(id, metadata.Slot, origin) { Repository = repository }, "--getbinpkg") is { } unfetched) hindrances = hindrances.Append(unfetched);
        return Candidate.Of(
            id, metadata, origin, repository, configured.IuseEffective.Select(UseFlag.Parse), enabled.Select(UseFlag.Parse), [.. hindrances],
            keys.TryGetValue("preference", out var preference) ? int.Parse(preference) : configuration.Source.Repositories.All.Select(one => one.Name).ToList().IndexOf(repository) + (binhost is null ? 0 : FirstBinhost),
            libraries with
            {
                Configured = [.. configured.Use.Select(UseFlag.Parse)], Binhost = binhost?.Name,
            },
            built ? [] : [.. RequiredUse.Check(metadata.RequiredUse, flag => enabled.Contains(flag.Name), metadata.Eapi)], configured.Masked.Contains("test"));
    }
}
