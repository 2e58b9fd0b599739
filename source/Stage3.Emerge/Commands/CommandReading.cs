using System.Collections.Immutable;
using System.Globalization;
using Stage3.Linux;

namespace Stage3.Emerge.Commands;

/// <summary>Makes a command of words, or says all that keeps it from being one.</summary>
internal sealed class CommandReading(EmergeWords words)
{
    private static readonly string[] HowTaken =
    [
        "--binpkg-respect-use", "--binpkg-changed-deps", "--rebuilt-binaries", "--usepkg-exclude",
        "--usepkg-include", "--usepkg-exclude-live", "--nobindeps", "--use-ebuild-visibility", "--getbinpkg-include", "--getbinpkg-exclude",
    ];
    private static readonly string[] HowFollowed =
    [
        "--deep", "--onlydeps", "--emptytree", "--with-bdeps", "--root-deps", "--complete-graph", "--ignore-soname-deps", "--backtrack",
        "--onlydeps-with-rdeps", "--onlydeps-with-ideps", "--with-bdeps-auto", "--with-test-deps", "--complete-graph-if-new-use", "--complete-graph-if-new-ver", "--ignore-world",
        "--rebuild-if-new-ver", "--rebuild-if-new-rev", "--rebuild-if-unbuilt", "--rebuild-exclude", "--rebuild-ignore", "--rebuild-if-new-slot", "--ignore-built-slot-operator-deps",
    ];
    private static readonly string[] HowUnmasked =
    [
        "--autounmask-keep-keywords", "--autounmask-keep-masks", "--autounmask-use", "--autounmask-license", "--autounmask-backtrack", "--autounmask-write", "--autounmask-continue",
    ];

    internal const string ResumesAndAsks = "--resume and packages contradict each other: the list that is resumed has its own";
    internal const string ReplacesAllAndNothing = "--emptytree and --noreplace contradict each other: the one merges everything anew, the other leaves out what is installed";

    /// <summary>The command; null where a problem was found.</summary>
    internal EmergeCommand? Command()
    {
        var root = Root();
        var config = Folder("--config-root");
        if (config is null && !words.Has("--config-root")) Wrong("--config-root is missing: no stage is built with the running system's configuration");
        var sysroot = words.Has("--sysroot") ? Folder("--sysroot") : null;
        var packages = words.Packages.Select(Package).OfType<PackageSelector>().ToImmutableArray();
        var resume = words.Has("--resume");
        if (words.Packages.Count == 0 && !resume && !words.Has("--skipfirst")) Wrong("nothing is asked for: neither an atom (category/name) nor a set (@name)");
        if (words.Packages.Count > 0 && resume) Wrong(ResumesAndAsks);
        if (words.Has("--skipfirst") && !resume) Wrong("--skipfirst means the first of a list that is resumed, and none is: --resume is missing");
        if (words.Has("--emptytree") && words.Has("--noreplace")) Wrong(ReplacesAllAndNothing);
        // Each of them says what is wrong with it; all are asked, also where there is no root.
        var (binaries, dependencies, autounmask, jobs) = (Binaries(), Dependency(), Unmasking(), JobCount());
        Either("--changed-use", "--newuse", "the one is the other but for flags that came or went");
        Either("--quiet", "--verbose", "the one asks for less, the other for more");
        Either("--fetchonly", "--fetch-all-uri", "the one fetches by USE, the other all");
        Either("--pretend", "--fetch-all-uri", "addresses are shown by --pretend --fetchonly");
        if (autounmask is AutounmaskChanges && binaries.Taken?.RespectUse == true && words.Choice("--autounmask-use") == true)
            Wrong("--binpkg-respect-use=y and --autounmask-use=y contradict each other: the one keeps USE as it is, the other changes it");
        return root is null || config is null || words.Problems.Count > 0 ? null : new EmergeCommand(root, packages)
        {
            Resume = !resume ? Resuming.Nothing : words.Has("--skipfirst") ? Resuming.RestWithoutFirst : Resuming.Rest,
            ConfigRoot = config, SysRoot = sysroot, Action = Action(), BinaryPackages = binaries, Dependencies = dependencies, Autounmask = autounmask,
            Update = words.Has("--update"), NoReplace = words.Has("--noreplace"), OneShot = words.Has("--oneshot"), OfferAgain = words.Has("--noconfmem"),
            UpdateIfInstalled = words.Has("--update-if-installed"), EbuildChanges = OfEbuilds(),
            UseChanges = words.Has("--newuse") ? UseChanges.OfAnyFlag : words.Has("--changed-use") ? UseChanges.OfEnabledFlags : UseChanges.Ignored,
            Exclude = Filters("--exclude"), Reinstall = Filters("--reinstall-atoms"), Jobs = jobs, KeepGoing = words.Choice("--keep-going") == true,
            Verbosity = words.Choice("--quiet") == true ? Verbosity.Quiet : words.Choice("--verbose") == true ? Verbosity.Verbose : words.Choice("--quiet-build") == true ? Verbosity.QuietBuild : Verbosity.Normal,
        };
    }

    private void Wrong(string problem) => words.Problems.Add(problem);

    private void Either(string one, string other, string why)
    {
        if (words.Has(one) && words.Has(other) && words.Choice(one) != false && words.Choice(other) != false) Wrong($"{one} and {other} contradict each other: {why}");
    }

    private RootPath? Root()
    {
        if (!words.Has("--root")) Wrong("--root is missing: no stage is built into the running system");
        else if (RootPath.TryParse(words.Text("--root"), out var root, out var problem)) return root;
        else Wrong($"--root: {problem}");
        return null;
    }

    private HostPath? Folder(string option)
    {
        if (HostPath.TryParse(words.Text(option), out var path)) return path;
        if (words.Has(option)) Wrong($"{option}: '{words.Text(option)}' is not absolute");
        return null;
    }

    private PackageSelector? Package(string text)
    {
        if (PackageSelector.TryParse(text, out var selector)) return selector;
        Wrong($"'{text}' is neither a package atom (category/name) nor a set (@name)");
        return null;
    }

    private ImmutableArray<PackageFilter> Filters(string option)
    {
        foreach (var text in words.All(option).Where(text => !PackageFilter.TryParse(text, out _))) Wrong($"{option}: '{text}' is not a package's name (category/name, wildcards, :slot)");
        return [.. words.All(option).Select(text => PackageFilter.TryParse(text, out var filter) ? filter : null).OfType<PackageFilter>()];
    }

    private EmergeAction Action() => (words.Has("--pretend"), words.Has("--fetchonly"), words.Has("--fetch-all-uri")) switch
    {
        (true, true, _) => EmergeAction.ShowFetches,
        (true, _, _) => EmergeAction.Pretend,
        (_, true, _) => EmergeAction.Fetch,
        (_, _, true) => EmergeAction.FetchAll,
        _ => EmergeAction.Merge,
    };

    private EbuildChanges OfEbuilds() => (words.Has("--newrepo") ? EbuildChanges.OfRepository : 0)
        | (words.Choice("--changed-slot") == true ? EbuildChanges.OfSlot : 0) | (words.Choice("--changed-deps") == true ? EbuildChanges.OfDependencies : 0);

    private BinaryPackages Binaries()
    {
        bool Given(string option) => words.Choice(option) == true;
        var fetched = Given("--getbinpkg") || Given("--getbinpkgonly");
        var only = Given("--usepkgonly") || Given("--getbinpkgonly");
        PackageSupply? supply = Given("--getbinpkgonly") ? PackageSupply.RemoteFirstOnly
            : fetched ? only ? PackageSupply.RemoteOnly : PackageSupply.Remote
            : only ? PackageSupply.LocalOnly
            : Given("--usepkg") ? PackageSupply.Local
            : null;
        var kept = words.Has("--buildpkgonly") ? KeptPackages.KeptOnly : Given("--buildpkg") ? KeptPackages.Kept : KeptPackages.None;
        var taken = supply is not { } from ? null : new TakenPackages(from)
        {
            RespectUse = words.Choice("--binpkg-respect-use"), RespectDependencies = words.Choice("--binpkg-changed-deps"), Rebuilt = words.Choice("--rebuilt-binaries"), Exclude = Filters("--usepkg-exclude"),
            Include = Filters("--usepkg-include"), ExcludeLive = words.Choice("--usepkg-exclude-live") == true, OnlyAsked = words.Has("--nobindeps"),
            NeedEbuild = words.Choice("--use-ebuild-visibility") == true, Fetched = Filters("--getbinpkg-include"), NotFetched = Filters("--getbinpkg-exclude"),
        };
        if (taken is null)
        {
            foreach (var option in HowTaken.Where(words.Has))
                Wrong($"{option} says how binary packages are taken, and none is: --usepkg or --usepkgonly is missing");
        }

        if (BinaryPackages.TryOf(kept, taken, out var packages, out var problem)) return packages with { NotKept = Filters("--buildpkg-exclude") };
        Wrong(problem);
        return BinaryPackages.None;
    }

    private Dependencies Dependency()
    {
        if (!words.Has("--nodeps"))
        {
            return new FollowedDependencies
            {
                Depth = !words.Has("--deep") ? null : words.Text("--deep") is { } levels ? DependencyDepth.Of(Number("--deep", levels, 0)) : DependencyDepth.Unlimited,
                OnlyThem = words.Has("--onlydeps"), EmptyTree = words.Has("--emptytree"), BuildTime = words.Choice("--with-bdeps"), Root = RootDependency(),
                Complete = words.Choice("--complete-graph") == true, Sonames = words.Choice("--ignore-soname-deps") == false,
                OnlyThemToRun = words.Choice("--onlydeps-with-rdeps"), OnlyThemToInstall = words.Choice("--onlydeps-with-ideps"), BuildTimeAuto = words.Choice("--with-bdeps-auto"),
                Tests = words.Choice("--with-test-deps") == true, CompleteForNewUse = words.Choice("--complete-graph-if-new-use"), CompleteForNewVersions = words.Choice("--complete-graph-if-new-ver"),
                IgnoreWorld = words.Choice("--ignore-world") == true, Rebuilds = Rebuilding(),
                Backtrack = words.Text("--backtrack") is { } tries ? Number("--backtrack", tries, 0) : null,
            };
        }

        foreach (var option in HowFollowed.Where(words.Has))
            Wrong($"--nodeps and {option} contradict each other: without dependencies there is nothing for it to do");
        return Dependencies.None;
    }

    private Rebuilds Rebuilding() => new()
    {
        // As emerge: of several causes the widest counts.
        Cause = words.Choice("--rebuild-if-unbuilt") == true ? RebuildCause.Unbuilt
            : words.Choice("--rebuild-if-new-rev") == true ? RebuildCause.NewRevision
            : words.Choice("--rebuild-if-new-ver") == true ? RebuildCause.NewVersion : RebuildCause.None,
        Exclude = Filters("--rebuild-exclude"), Ignore = Filters("--rebuild-ignore"), ForNewSlots = words.Choice("--rebuild-if-new-slot"), IgnoreBuiltSlots = words.Choice("--ignore-built-slot-operator-deps"),
    };

    private RootDependencies RootDependency()
    {
        if (words.Text("--root-deps") is { } text and not "rdeps") Wrong($"--root-deps takes nothing or rdeps, not '{text}'");
        return !words.Has("--root-deps") ? RootDependencies.Default : words.Text("--root-deps") is null ? RootDependencies.AlsoInRoot : RootDependencies.RunTimeOnly;
    }

    private Autounmask? Unmasking()
    {
        if (words.Choice("--autounmask") == true)
        {
            return new AutounmaskChanges
            {
                KeepKeywords = words.Choice("--autounmask-keep-keywords") == true, KeepMasks = words.Choice("--autounmask-keep-masks") == true,
                KeepUse = words.Choice("--autounmask-use") == false, KeepLicenses = words.Choice("--autounmask-license") == false, Backtrack = words.Choice("--autounmask-backtrack") == true,
                Action = words.Choice("--autounmask-continue") == true ? AutounmaskAction.WriteAndContinue : words.Choice("--autounmask-write") == true ? AutounmaskAction.Write : AutounmaskAction.Show,
            };
        }

        foreach (var option in HowUnmasked.Where(words.Has)) Wrong($"{option} says which changes are looked for, and none is: --autounmask is {(words.Has("--autounmask") ? "n" : "missing")}");
        return words.Has("--autounmask") ? Autounmask.Off : null;
    }

    private Jobs JobCount()
    {
        var jobs = !words.Has("--jobs") ? Jobs.One : words.Text("--jobs") is { } count ? Jobs.Of(Number("--jobs", count, 1)) : Jobs.Unlimited;
        if (words.Text("--jobs-tmpdir-require-free-gb") is { } free) jobs = jobs.WithFree(Number("--jobs-tmpdir-require-free-gb", free, 0));
        if (words.Text("--load-average") is not { } text) return jobs;
        if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var load) && load > 0 && double.IsFinite(load)) return jobs.UpToLoad(load);
        Wrong($"--load-average takes a number above 0, not '{text}'");
        return jobs;
    }

    private int Number(string option, string text, int least)
    {
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least) return number;
        Wrong($"{option} takes a whole number from {least} up, not '{text}'");
        return least;
    }
}
