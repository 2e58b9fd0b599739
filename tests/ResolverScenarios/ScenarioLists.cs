using System.Text.Json;
using Stage3.Portage.Atoms;
using Stage3.Portage.Names;

namespace Stage3.ResolverScenarios;

/// <summary>
/// Packages that options and configuration take or leave: <c>--usepkg-include</c>, <c>--getbinpkg-exclude</c> and so on, each with
/// words, and the keys of the same names in <c>repos.conf</c> and <c>binrepos.conf</c>.
/// </summary>
internal static class ScenarioLists
{
    private static readonly string[] Options = ["--usepkg-include", "--usepkg-exclude", "--getbinpkg-include", "--getbinpkg-exclude"];

    /// <summary>True for an option that names packages to take or leave.</summary>
    public static bool AreOf(string option) => Options.Contains(option.Split('=')[0]);

    /// <summary>The words of one option.</summary>
    public static string[] Words(string text) => text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);

    /// <summary>What the command says.</summary>
    public static PackageLists Of(string[] options, string name)
    {
        IEnumerable<string> Given(string option) => options.Where(one => one.StartsWith($"{option}=", StringComparison.Ordinal)).SelectMany(one => Words(one[(option.Length + 1)..]));
        return PackageLists.Parse(Given($"{name}-include"), Given($"{name}-exclude"));
    }

    /// <summary>What the command says of binary packages, and <c>repos.conf</c> of those of each repository.</summary>
    public static PackageLists OfRepositories(JsonElement json, PackageLists command) => Sections(json, "repos.conf")
        .Aggregate(command, (all, section) => all.Over(Keys(section.Lines, "usepkg").Without(command).Of(RepositoryName.Parse(section.Name))));

    /// <summary>What the command and <c>binrepos.conf</c> say of the packages of a binhost.</summary>
    public static PackageLists OfBinhost(JsonElement json, string name, string[] options) =>
        Of(options, "--getbinpkg").Over(Keys(Sections(json, "binrepos.conf").FirstOrDefault(section => section.Name == name).Lines ?? [], "getbinpkg"));

    private static PackageLists Keys(string[] lines, string name)
    {
        IEnumerable<string> Of(string key) => lines.Select(line => line.Split('=', 2)).Where(pair => pair.Length == 2 && pair[0].Trim() == key).SelectMany(pair => Words(pair[1]));
        return PackageLists.Parse(Of($"{name}-include"), Of($"{name}-exclude"));
    }

    private static IEnumerable<(string Name, string[] Lines)> Sections(JsonElement json, string file)
    {
        if (!json.TryGetProperty("user", out var user) || !user.TryGetProperty(file, out var text)) yield break;
        string[] lines = [.. text.EnumerateArray().Select(line => line.GetString()!)];
        for (var at = 0; at < lines.Length; at++)
            if (lines[at].StartsWith('[')) yield return (lines[at].Trim('[', ']', ' '), [.. lines.Skip(at + 1).TakeWhile(line => !line.StartsWith('['))]);
    }
}
