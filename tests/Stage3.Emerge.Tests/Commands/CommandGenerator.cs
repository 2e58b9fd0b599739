using CsCheck;
using Stage3.Emerge.Commands;
using Stage3.Linux;

namespace Stage3.Emerge.Tests.Commands;

/// <summary>Commands by lot: every option in every state.</summary>
internal static class CommandGenerator
{
    private static readonly Gen<bool?> Choice = OneOf<bool?>(null, true, false);
    private static readonly Gen<PackageFilter> Filter = OneOf("sys-kernel/*", "dev-lang/python:3.12", "*/systemd", "a/b").Select(PackageFilter.Parse);
    private static readonly Gen<HostPath> Folder = OneOf("/r", "/a folder/root", "/srv/=x").Select(HostPath.Parse);

    private static readonly Gen<PackageSelector> Package = OneOf(
        "@world", "@system", "@my-set", "sys-apps/dbus", "=sys-apps/dbus-1.14.10-r1", ">=a/b-2:0/3=", "~a/b-1", "=a/b-1*", "a/b::gentoo", "a/b[x,-y]", "<a/b+c-9_p1").Select(PackageSelector.Parse);

    private static readonly Gen<TakenPackages> Taken = Gen.Select(Gen.Enum<PackageSupply>(), Choice, Choice, Choice, Filter.Array[0, 2])
        .Select((supply, use, dependencies, rebuilt, exclude) =>
            new TakenPackages(supply) { RespectUse = use, RespectDependencies = dependencies, Rebuilt = rebuilt, Exclude = [.. exclude] })
        .SelectMany(taken => Gen.Select(Gen.Bool.Array[3], Filter.Array[0, 2], Filter.Array[0, 2], Filter.Array[0, 1]).Select((flags, include, fetched, left) =>
            taken with { ExcludeLive = flags[0], OnlyAsked = flags[1], NeedEbuild = flags[2], Include = [.. include], Fetched = [.. fetched], NotFetched = [.. left] }));

    private static readonly Gen<Rebuilds> Rebuilding = Gen.Select(Gen.Enum<RebuildCause>(), Filter.Array[0, 2], Filter.Array[0, 2], Choice, Choice)
        .Select((cause, exclude, ignore, slots, built) => new Rebuilds { Cause = cause, Exclude = [.. exclude], Ignore = [.. ignore], ForNewSlots = slots, IgnoreBuiltSlots = built });

    private static readonly Gen<BinaryPackages> Binaries = Gen.Select(Gen.Enum<KeptPackages>(), Gen.OneOf(Taken, OneOf<TakenPackages>(null!, null!)), Filter.Array[0, 2])
        .Where((kept, taken, _) => BinaryPackages.TryOf(kept, taken, out var _, out var _))
        .Select((kept, taken, exclude) => BinaryPackages.Of(kept, taken) with { NotKept = [.. exclude] });

    private static readonly Gen<DependencyDepth?> Depth =
        Gen.OneOf(OneOf<DependencyDepth?>(null, DependencyDepth.Unlimited), Gen.Int[0, 99].Select(levels => (DependencyDepth?)DependencyDepth.Of(levels)));

    private static readonly Gen<Dependencies> Dependency = Gen.OneOf(
        OneOf(Dependencies.None),
        Gen.Select(Depth, Gen.Bool, Gen.Bool, Choice, Gen.Enum<RootDependencies>(), Gen.Bool, Gen.Bool, Gen.Int[-1, 50]).Select((depth, only, empty, build, root, complete, sonames, tries) => (Dependencies)new FollowedDependencies
        {
            Depth = depth, OnlyThem = only, EmptyTree = empty, BuildTime = build, Root = root, Complete = complete, Sonames = sonames, Backtrack = tries < 0 ? null : tries,
        }).SelectMany(followed => Gen.Select(Rebuilding, Gen.Bool.Array[2], Choice.Array[5]).Select((rebuilds, flags, choices) => (Dependencies)((FollowedDependencies)followed with
        {
            Rebuilds = rebuilds, Tests = flags[0], IgnoreWorld = flags[1], OnlyThemToRun = choices[0], OnlyThemToInstall = choices[1], BuildTimeAuto = choices[2], CompleteForNewUse = choices[3], CompleteForNewVersions = choices[4],
        }))));

    private static readonly Gen<Autounmask?> Unmasking = Gen.OneOf(
        OneOf<Autounmask?>(null, Autounmask.Off),
        Gen.Select(Gen.Enum<AutounmaskAction>(), Gen.Bool, Gen.Bool, Gen.Bool, Gen.Bool, Gen.Bool).Select((action, keywords, masks, use, licenses, backtrack) => (Autounmask?)new AutounmaskChanges
        {
            Action = action, KeepKeywords = keywords, KeepMasks = masks, KeepUse = use, KeepLicenses = licenses, Backtrack = backtrack,
        }));

    private static readonly Gen<Jobs> JobCount = Gen.Select(Gen.Int[0, 64], Gen.OneOf(OneOf(0.0), Gen.Double[0.01, 300]), Gen.Int[-1, 30]).Select((count, load, free) =>
    {
        var jobs = count == 0 ? Jobs.Unlimited : Jobs.Of(count);
        if (free >= 0) jobs = jobs.WithFree(free);
        return load == 0 ? jobs : jobs.UpToLoad(load);
    });

    /// <summary>Any command.</summary>
    internal static Gen<EmergeCommand> Command { get; } =
        from roots in Gen.Select(Folder, Folder, Gen.OneOf(Folder.Select(each => (HostPath?)each), OneOf<HostPath?>(null, null)))
        from resume in Gen.Enum<Resuming>()
        from packages in Package.Array[resume == Resuming.Nothing ? 1 : 0, resume == Resuming.Nothing ? 4 : 0]
        from action in Gen.Enum<EmergeAction>()
        from binaries in Binaries
        from dependencies in Dependency
        from unmasking in Unmasking
        from jobs in JobCount
        from exclude in Filter.Array[0, 2]
        from again in Filter.Array[0, 2]
        from flags in Gen.Bool.Array[5]
        from changes in Gen.Enum<UseChanges>()
        from ebuilds in Gen.Int[0, 7]
        from ifInstalled in Gen.Bool
        from verbosity in Gen.Enum<Verbosity>()
        let keepsInstalled = flags[1] && dependencies is not FollowedDependencies { EmptyTree: true }
        select new EmergeCommand(RootPath.At(roots.Item1), [.. packages])
        {
            ConfigRoot = roots.Item2, SysRoot = roots.Item3, Action = action, BinaryPackages = binaries, Dependencies = dependencies, Autounmask = unmasking, Jobs = jobs,
            Exclude = [.. exclude], Reinstall = [.. again], Update = flags[0], NoReplace = keepsInstalled, Resume = resume, OneShot = flags[2], KeepGoing = flags[3], OfferAgain = flags[4], UseChanges = changes, EbuildChanges = (EbuildChanges)ebuilds, UpdateIfInstalled = ifInstalled, Verbosity = verbosity,
        };

    private static Gen<T> OneOf<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(number => values[number]);
}
