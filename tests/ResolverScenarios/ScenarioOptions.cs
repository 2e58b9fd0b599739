using System.Globalization;
using System.Text.Json;
using Stage3.Embedded.Resolution;
using Stage3.Emerge.Commands;
using Stage3.Portage.Atoms;

namespace Stage3.ResolverScenarios;

/// <summary>Options of emerge(1) as scenarios write them, and <c>host-is-root</c>: BDEPEND and IDEPEND are met where all else is.</summary>
internal static class ScenarioOptions
{
    /// <exception cref="FormatException">An option is not known.</exception>
    public static ResolverOptions Parse(JsonElement json)
    {
        string[] options = json.TryGetProperty("options", out var given) ? [.. given.EnumerateArray().Select(option => option.GetString()!)] : [];
        var rules = new BinaryRules
        {
            Packages = ScenarioLists.OfRepositories(json, ScenarioLists.Of(options, "--usepkg")),
        };
        var start = new ResolverOptions { BuildHost = BuildHost.Elsewhere, Taken = rules };
        return options.Where(option => !ScenarioLists.AreOf(option)).Aggregate(start, (all, option) => option.Split('=', 2) switch
        {
            ["--update"] => all with { Update = true },
            ["--deep"] => all with { Deep = true },
            ["--deep", var depth] => all with { Deep = true, Depth = int.Parse(depth, CultureInfo.InvariantCulture) },
            ["--update-if-installed"] => all with { Update = true, UpdateOnlyInstalled = true },
            ["--newuse"] => all with { NewUse = true },
            ["--changed-use"] => all with { ChangedUse = true },
            ["--noreplace"] => all with { NoReplace = true },
            ["--selective"] => all with { NoReplace = true },
            ["--nodeps"] => all with { NoDependencies = true },
            ["--emptytree"] => all with { EmptyTree = true },
            ["--with-bdeps", var choice] => all with { WithBuildDependencies = Choice(option, choice) },
            ["--usepkg"] or ["--getbinpkg"] => all with { Binaries = all.Binaries == BinaryUse.Only ? BinaryUse.Only : BinaryUse.Preferred },
            ["--usepkgonly"] or ["--getbinpkgonly"] => all with { Binaries = BinaryUse.Only },
            ["--usepkg-exclude-live"] => all with { Taken = all.Taken with { ExcludeLive = true } },
            ["--nobindeps"] => all with { Taken = all.Taken with { Packages = PackageLists.All, OnlyAsked = true } },
            ["--binpkg-respect-use", var choice] => all with { Taken = all.Taken with { RespectUse = Choice(option, choice) } },
            ["--binpkg-changed-deps", var choice] => all with { Taken = all.Taken with { RespectDependencies = Choice(option, choice) } },
            ["--rebuilt-binaries", var choice] => all with { Taken = all.Taken with { Rebuilt = Choice(option, choice) } },
            ["--use-ebuild-visibility", var choice] => all with { Taken = all.Taken with { NeedEbuild = Choice(option, choice) } },
            ["--changed-slot"] => all with { ChangedSlot = true },
            ["--changed-deps", var choice] => all with { ChangedDependencies = Choice(option, choice) },
            ["--newrepo"] => all with { NewRepository = true },
            ["--onlydeps"] => all with { OnlyDependencies = true },
            ["--onlydeps-with-rdeps", var choice] => all with { OnlyDependenciesToRun = Choice(option, choice) },
            ["--onlydeps-with-ideps", var choice] => all with { OnlyDependenciesToInstall = Choice(option, choice) },
            ["--ignore-built-slot-operator-deps", var choice] => all with { IgnoresBuiltSlots = Choice(option, choice) },
            ["--rebuild-if-new-slot", var choice] => all with { RebuildsForNewSlots = Choice(option, choice) },
            ["--exclude", var words] => all with { Exclude = [.. all.Exclude, .. ScenarioLists.Words(words).Select(PackageLists.ParseOne)] },
            ["--backtrack", var count] => all with { Backtrack = int.Parse(count, CultureInfo.InvariantCulture) },
            ["--with-bdeps-auto", var choice] => all with { WithBuildDependenciesAuto = Choice(option, choice) },
            ["--rebuild-if-unbuilt"] => all with { RebuildCause = RebuildCause.Unbuilt },
            ["--rebuild-if-new-rev"] => all with { RebuildCause = RebuildCause.NewRevision },
            ["--rebuild-if-new-ver"] => all with { RebuildCause = RebuildCause.NewVersion },
            ["--rebuild-exclude", var words] => all with { RebuildExclude = [.. all.RebuildExclude, .. ScenarioLists.Words(words).Select(PackageLists.ParseOne)] },
            ["--rebuild-ignore", var words] => all with { RebuildIgnore = [.. all.RebuildIgnore, .. ScenarioLists.Words(words).Select(PackageLists.ParseOne)] },
            ["--ignore-soname-deps", var choice] => all with { Sonames = !Choice(option, choice) },
            ["--with-test-deps"] => all with { WithTestDependencies = true },
            ["--buildpkgonly"] => all with { BuildOnly = true },
            ["--reinstall-atoms", var words] => all with { Reinstall = [.. all.Reinstall, .. ScenarioLists.Words(words).Select(PackageLists.ParseOne)] },
            ["--complete-graph-if-new-use", var choice] => all with { CompletesForNewUse = Choice(option, choice) },
            ["--complete-graph-if-new-ver", var choice] => all with { CompletesForNewVersions = Choice(option, choice) },
            ["--ignore-world"] => all with { IgnoresWorld = true },
            ["--root-deps"] => all with { RootDependencies = RootDependencies.AlsoInRoot },
            ["--root-deps", "rdeps"] => all with { RootDependencies = RootDependencies.RunTimeOnly },
            ["--oneshot"] or ["--complete-graph"] => all,
            ["host-is-root"] => all with { BuildHost = BuildHost.Root },
            _ => throw new FormatException($"the option '{option}' is not known here"),
        });
    }

    private static bool Choice(string option, string choice) => choice switch
    {
        "y" => true,
        "n" => false,
        _ => throw new FormatException($"'{option}' takes y or n"),
    };
}
