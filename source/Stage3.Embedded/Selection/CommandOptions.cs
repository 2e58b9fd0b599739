using System.Collections.Immutable;
using Stage3.Embedded.Resolution;
using Stage3.Emerge.Commands;
using Stage3.Portage.Atoms;
using Stage3.Portage.Configuration;

namespace Stage3.Embedded.Selection;

/// <summary>
/// What of a command changes its plan, as the resolver is told it. <c>--complete-graph</c> changes none: every installed package is kept
/// whole anyway.
/// </summary>
internal static class CommandOptions
{
    /// <summary>True where what is installed and has no binary package is built again: <c>FEATURES=buildpkg-proactive</c> of make.conf(5).</summary>
    public static bool BuildsMissingBinaries(EmergeCommand command, PortageConfiguration configuration) =>
        command.BinaryPackages.Build && configuration.Variables.Words("FEATURES").Contains("buildpkg-proactive");

    public static ResolverOptions Of(EmergeCommand command)
    {
        var followed = command.Dependencies as FollowedDependencies;
        var options = new ResolverOptions
        {
            Update = command.Update,
            NewUse = command.UseChanges == UseChanges.OfAnyFlag,
            ChangedUse = command.UseChanges == UseChanges.OfEnabledFlags,
            NoReplace = command.NoReplace,
            Exclude = Patterns(command.Exclude),
            NoDependencies = command.Dependencies == Dependencies.None,
            Deep = followed is { Depth: not null },
            Depth = followed?.Depth?.Levels,
            OnlyDependencies = followed?.OnlyThem == true,
            EmptyTree = followed?.EmptyTree == true,
            WithBuildDependencies = followed?.BuildTime,
            RootDependencies = followed?.Root ?? RootDependencies.Default,
            Sonames = followed?.Sonames == true,
            Reinstall = Patterns(command.Reinstall),
            BuildOnly = command.BinaryPackages.Kept == KeptPackages.KeptOnly,
            Binaries = command.BinaryPackages switch
            {
                { Only: true } => BinaryUse.Only,
                { Use: true } => BinaryUse.Preferred,
                _ => BinaryUse.Never,
            },
            Taken = command.BinaryPackages.Taken is not { } taken ? new BinaryRules() : new BinaryRules
            {
                Packages = PackageLists.All with { Exclude = Patterns(taken.Exclude) }, RespectUse = taken.RespectUse, RespectDependencies = taken.RespectDependencies, Rebuilt = taken.Rebuilt,
            },
        };
        return followed?.Backtrack is { } tries ? options with { Backtrack = tries } : options;
    }

    private static ImmutableArray<PackagePattern> Patterns(ImmutableArray<PackageFilter> filters) => [.. filters.Select(filter => filter.Pattern)];
}
