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
            Update = command.Update || command.UpdateIfInstalled,
            NewUse = command.UseChanges == UseChanges.OfAnyFlag,
            ChangedUse = command.UseChanges == UseChanges.OfEnabledFlags,
            NoReplace = command.NoReplace,
            UpdateOnlyInstalled = command.UpdateIfInstalled,
            NewRepository = command.EbuildChanges.HasFlag(EbuildChanges.OfRepository),
            ChangedSlot = command.EbuildChanges.HasFlag(EbuildChanges.OfSlot),
            ChangedDependencies = command.EbuildChanges.HasFlag(EbuildChanges.OfDependencies),
            Exclude = Patterns(command.Exclude),
            NoDependencies = command.Dependencies == Dependencies.None,
            Deep = followed is { Depth: not null },
            Depth = followed?.Depth?.Levels,
            OnlyDependencies = followed?.OnlyThem == true,
            EmptyTree = followed?.EmptyTree == true,
            WithBuildDependencies = followed?.BuildTime,
            RootDependencies = followed?.Root ?? RootDependencies.Default,
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
                Packages = taken.OnlyAsked ? PackageLists.All : Lists(taken.Include, taken.Exclude), OnlyAsked = taken.OnlyAsked, ExcludeLive = taken.ExcludeLive, NeedEbuild = taken.NeedEbuild,
                RespectUse = taken.RespectUse, RespectDependencies = taken.RespectDependencies, Rebuilt = taken.Rebuilt,
            },
        };
        return followed is null ? options : Following(options, followed);
    }

    /// <summary>Of which packages the command lets binhosts be asked.</summary>
    public static PackageLists Fetched(EmergeCommand command) => command.BinaryPackages.Taken is { } taken ? Lists(taken.Fetched, taken.NotFetched) : PackageLists.All;

    private static ResolverOptions Following(ResolverOptions options, FollowedDependencies followed) => options with
    {
        Backtrack = followed.Backtrack ?? options.Backtrack,
        OnlyDependenciesToRun = followed.OnlyThemToRun ?? options.OnlyDependenciesToRun,
        OnlyDependenciesToInstall = followed.OnlyThemToInstall ?? options.OnlyDependenciesToInstall,
        WithBuildDependenciesAuto = followed.BuildTimeAuto ?? options.WithBuildDependenciesAuto,
        WithTestDependencies = followed.Tests,
        CompletesForNewUse = followed.CompleteForNewUse ?? options.CompletesForNewUse,
        CompletesForNewVersions = followed.CompleteForNewVersions ?? options.CompletesForNewVersions,
        IgnoresWorld = followed.IgnoreWorld,
        RebuildCause = followed.Rebuilds.Cause,
        RebuildExclude = Patterns(followed.Rebuilds.Exclude),
        RebuildIgnore = Patterns(followed.Rebuilds.Ignore),
        RebuildsForNewSlots = followed.Rebuilds.ForNewSlots ?? options.RebuildsForNewSlots,
        IgnoresBuiltSlots = followed.Rebuilds.IgnoreBuiltSlots ?? options.IgnoresBuiltSlots,
        Sonames = followed.Sonames,
    };

    /// <summary>What both name counts in neither.</summary>
    private static PackageLists Lists(ImmutableArray<PackageFilter> include, ImmutableArray<PackageFilter> exclude)
    {
        var (taken, left) = (Patterns(include), Patterns(exclude));
        return new PackageLists([.. taken.Except(left)], [.. left.Except(taken)]);
    }

    private static ImmutableArray<PackagePattern> Patterns(ImmutableArray<PackageFilter> filters) => [.. filters.Select(filter => filter.Pattern)];
}
