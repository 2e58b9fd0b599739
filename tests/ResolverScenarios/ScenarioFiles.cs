using System.Text.Json;
using Stage3.Linux;
using Stage3.Portage.Configuration;
using Stage3.Portage.Repositories;

namespace Stage3.ResolverScenarios;

/// <summary>
/// The configuration of a scenario as files, so that profile, masks and USE are read by what reads them everywhere: a
/// repository <c>main</c> with a profile of ARCH x86, others as named, <c>etc/portage</c>, and a world file.
/// </summary>
internal static class ScenarioFiles
{
    private const string Profile = "default/linux/x86";

    /// <summary>Writes the files, reads them, and removes them.</summary>
    public static PortageConfiguration Read(JsonElement json)
    {
        var folder = Directory.CreateTempSubdirectory("resolver-scenario-").FullName;
        try
        {
            Write(folder, json);
            var repositories = RepositorySet.Open(ReposConf.Read(HostPath.Parse($"{folder}/etc/portage/repos.conf")));
            return PortageConfiguration.Read(new ConfigurationSource(HostPath.Parse(folder), HostPath.Parse($"{folder}/root"), repositories));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static void Write(string folder, JsonElement json)
    {
        var repositories = Repositories(json);
        foreach (var name in repositories) WriteRepository($"{folder}/repositories/{name}", name, Lists(json, "repositories", name));
        var profile = $"{folder}/repositories/main/profiles/{Profile}";
        Put($"{profile}/make.defaults", "ARCH=\"x86\"", "ACCEPT_KEYWORDS=\"x86\"");
        Put($"{profile}/use.force", "x86");
        Put($"{profile}/parent", "..");
        Put($"{profile}/eapi", "5");
        foreach (var (list, lines) in Lists(json, "profile")) Put($"{profile}/{list}", lines);

        var user = Lists(json, "user").ToDictionary(pair => pair.List, pair => pair.Lines);
        Put($"{folder}/etc/portage/make.conf", user.GetValueOrDefault("make.conf", []));
        Put($"{folder}/etc/portage/repos.conf", ReposConfOf(folder, repositories, user.GetValueOrDefault("repos.conf", [])));
        foreach (var (list, lines) in user)
            if (list is not ("make.conf" or "repos.conf")) Put($"{folder}/etc/portage/{list}", lines);
        foreach (var (set, lines) in Lists(json, "sets")) Put($"{folder}/etc/portage/sets/{set}", lines);
        File.CreateSymbolicLink($"{folder}/etc/portage/make.profile", profile);
        Put($"{Path.Combine(folder, "root")}/var/lib/portage/world", Lines(json, "world"));
        Put($"{Path.Combine(folder, "root")}/var/lib/portage/world_sets", Lines(json, "worldSets"));
    }

    private static void WriteRepository(string folder, string name, IEnumerable<(string List, string[] Lines)> lists)
    {
        Put($"{folder}/profiles/repo_name", name);
        Put($"{folder}/profiles/license_groups", "EULA TEST");
        Put($"{folder}/metadata/layout.conf", "masters =");
        foreach (var (list, lines) in lists)
            Put(list == "layout.conf" ? $"{folder}/metadata/layout.conf" : $"{folder}/profiles/{list}", list == "layout.conf" ? ["masters =", .. lines] : lines);
    }

    private static string[] ReposConfOf(string folder, string[] repositories, string[] user)
    {
        var lines = new List<string> { "[DEFAULT]", "main-repo = main" };
        foreach (var name in repositories)
        {
            var own = user.SkipWhile(line => line != $"[{name}]").Skip(1).TakeWhile(line => !line.StartsWith('['));
            lines.AddRange([$"[{name}]", $"location = {folder}/repositories/{name}", .. own]);
        }

        return [.. lines];
    }

    private static string[] Repositories(JsonElement json)
    {
        var named = json.TryGetProperty("repositories", out var declared) ? declared.EnumerateObject().Select(one => one.Name) : [];
        var used = json.TryGetProperty("ebuilds", out var ebuilds) ? ebuilds.EnumerateObject().Select(one => ScenarioPackage.RepositoryOf(one)) : [];
        return [.. named.Concat(used).Append("main").Distinct().Order(StringComparer.Ordinal)];
    }

    private static IEnumerable<(string List, string[] Lines)> Lists(JsonElement json, params string[] path)
    {
        foreach (var key in path)
            if (!json.TryGetProperty(key, out json)) return [];
        return json.EnumerateObject().Select(list => (list.Name, list.Value.EnumerateArray().Select(line => line.GetString()!).ToArray()));
    }

    private static string[] Lines(JsonElement json, string key) =>
        json.TryGetProperty(key, out var lines) ? [.. lines.EnumerateArray().Select(line => line.GetString()!)] : [];

    private static void Put(string file, params string[] lines)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllLines(file, lines);
    }
}
