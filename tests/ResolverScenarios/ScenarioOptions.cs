using System.Globalization;
using Stage3.Embedded.Resolution;

namespace Stage3.ResolverScenarios;

/// <summary>Options of emerge(1) as scenarios write them, and <c>host-is-root</c>: BDEPEND and IDEPEND are met where all else is.</summary>
internal static class ScenarioOptions
{
    /// <exception cref="FormatException">An option is not known.</exception>
    public static ResolverOptions Parse(IEnumerable<string> options) => options.Aggregate(new ResolverOptions { BuildHost = BuildHost.Elsewhere }, (all, option) => option.Split('=', 2) switch
    {
        ["--update"] => all with { Update = true },
        ["--deep"] => all with { Deep = true },
        ["--newuse"] => all with { NewUse = true },
        ["--changed-use"] => all with { ChangedUse = true },
        ["--noreplace"] => all with { NoReplace = true },
        ["--selective"] => all with { NoReplace = true },
        ["--nodeps"] => all with { NoDependencies = true },
        ["--emptytree"] => all with { EmptyTree = true },
        ["--with-bdeps", "y"] => all with { WithBuildDependencies = true },
        ["--with-bdeps", "n"] => all with { WithBuildDependencies = false },
        ["--usepkg"] => all with { Binaries = all.Binaries == BinaryUse.Only ? BinaryUse.Only : BinaryUse.Preferred },
        ["--usepkgonly"] => all with { Binaries = BinaryUse.Only },
        ["--backtrack", var count] => all with { Backtrack = int.Parse(count, CultureInfo.InvariantCulture) },
        ["--oneshot"] => all,
        ["host-is-root"] => all with { BuildHost = BuildHost.Root },
        _ => throw new FormatException($"the option '{option}' is not known here"),
    });
}
