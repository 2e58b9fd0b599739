using System.Globalization;
using Stage3.Emerge.Commands;

namespace Stage3.Emerge.Tests.Commands;

/// <summary>
/// What a command means in the terms of emerge's own options, written from the manual and not from what we print: a yes is
/// "True", or "y" where Portage keeps it so.
/// </summary>
internal static class PortageOptions
{
    internal static Dictionary<string, string> Of(EmergeCommand command)
    {
        var options = new Dictionary<string, string> { ["--root"] = command.Root.ToString(), ["--config-root"] = command.ConfigRoot.Value };
        void Set(string name, bool given, string value = "True")
        {
            if (given) options[name] = value;
        }

        void Text(string name, string? value) => Set(name, !string.IsNullOrEmpty(value), value ?? "");
        Text("--sysroot", command.SysRoot?.Value);
        Set("--pretend", command.Action is EmergeAction.Pretend or EmergeAction.ShowFetches);
        Set("--fetchonly", command.Action is EmergeAction.Fetch or EmergeAction.ShowFetches);
        Set("--fetch-all-uri", command.Action == EmergeAction.FetchAll);
        Set("--update", command.Update);
        Set("--update-if-installed", command.UpdateIfInstalled);
        Set("--newrepo", command.EbuildChanges.HasFlag(EbuildChanges.OfRepository));
        Set("--changed-slot", command.EbuildChanges.HasFlag(EbuildChanges.OfSlot));
        Set("--changed-deps", command.EbuildChanges.HasFlag(EbuildChanges.OfDependencies), "y");
        Set("--newuse", command.UseChanges == UseChanges.OfAnyFlag);
        Set("--reinstall", command.UseChanges == UseChanges.OfEnabledFlags, "changed-use");
        Set("--noreplace", command.NoReplace);
        Set("--oneshot", command.OneShot);
        Set("--noconfmem", command.OfferAgain);
        Text("--exclude", string.Join(' ', command.Exclude));
        Text("--reinstall-atoms", string.Join(' ', command.Reinstall));
        Set("--keep-going", command.KeepGoing);
        Set("--quiet-build", command.Verbosity == Verbosity.QuietBuild, "y");
        Set("--quiet", command.Verbosity == Verbosity.Quiet);
        Set("--verbose", command.Verbosity == Verbosity.Verbose);
        Set("--jobs", command.Jobs.Count > 1, command.Jobs == Jobs.Unlimited || command.Jobs.Count == int.MaxValue ? "True" : command.Jobs.Count.ToString(CultureInfo.InvariantCulture));
        Set("--resume", command.Resume != Resuming.Nothing);
        Set("--skipfirst", command.Resume == Resuming.RestWithoutFirst);
        Text("--jobs-tmpdir-require-free-gb", command.Jobs.FreeGigabytes?.ToString(CultureInfo.InvariantCulture));
        Text("--load-average", command.Jobs.LoadAverage is { } load ? PythonFloat(load) : null);
        OfBinaries(command.BinaryPackages, Set, Text);
        OfDependencies(command.Dependencies, Set, Text);
        OfAutounmask(command.Autounmask, Set);
        return options;
    }

    private static void OfBinaries(BinaryPackages packages, Action<string, bool, string> set, Action<string, string?> text)
    {
        set("--buildpkg", packages.Kept == KeptPackages.Kept, "True");
        set("--buildpkgonly", packages.Kept == KeptPackages.KeptOnly, "True");
        text("--buildpkg-exclude", string.Join(' ', packages.NotKept));
        if (packages.Taken is not { } taken) return;
        set("--usepkg", taken.Supply == PackageSupply.Local, "True");
        set("--usepkgonly", taken.Supply is PackageSupply.LocalOnly or PackageSupply.RemoteOnly, "True");
        set("--getbinpkg", taken.Supply is PackageSupply.Remote or PackageSupply.RemoteOnly, "True");
        set("--getbinpkgonly", taken.Supply == PackageSupply.RemoteFirstOnly, "True");
        set("--binpkg-respect-use", taken.RespectUse is not null, taken.RespectUse == true ? "y" : "n");
        set("--binpkg-changed-deps", taken.RespectDependencies is not null, taken.RespectDependencies == true ? "y" : "n");
        set("--rebuilt-binaries", taken.Rebuilt is not null, taken.Rebuilt == true ? "True" : "n");
        text("--usepkg-exclude", string.Join(' ', taken.Exclude));
        text("--usepkg-include", string.Join(' ', taken.Include));
        set("--usepkg-exclude-live", taken.ExcludeLive, "True");
        set("--nobindeps", taken.OnlyAsked, "True");
        set("--use-ebuild-visibility", taken.NeedEbuild, "True");
        text("--getbinpkg-exclude", string.Join(' ', taken.NotFetched));
        text("--getbinpkg-include", string.Join(' ', taken.Fetched));
    }

    private static void OfDependencies(Dependencies dependencies, Action<string, bool, string> set, Action<string, string?> text)
    {
        set("--nodeps", dependencies == Dependencies.None, "True");
        if (dependencies is not FollowedDependencies followed) return;
        set("--deep", followed.Depth is not null, followed.Depth?.Levels?.ToString(CultureInfo.InvariantCulture) ?? "True");
        set("--onlydeps", followed.OnlyThem, "True");
        set("--emptytree", followed.EmptyTree, "True");
        set("--with-bdeps", followed.BuildTime is not null, followed.BuildTime == true ? "y" : "n");
        set("--root-deps", followed.Root != RootDependencies.Default, followed.Root == RootDependencies.AlsoInRoot ? "True" : "rdeps");
        set("--complete-graph", followed.Complete, "True");
        set("--ignore-soname-deps", followed.Sonames, "n");
        void Choice(string name, bool? value, string yes = "y") => set(name, value is not null, value == true ? yes : "n");
        Choice("--onlydeps-with-rdeps", followed.OnlyThemToRun);
        Choice("--onlydeps-with-ideps", followed.OnlyThemToInstall);
        Choice("--with-bdeps-auto", followed.BuildTimeAuto);
        set("--with-test-deps", followed.Tests, "True");
        Choice("--complete-graph-if-new-use", followed.CompleteForNewUse);
        Choice("--complete-graph-if-new-ver", followed.CompleteForNewVersions);
        set("--ignore-world", followed.IgnoreWorld, "True");
        set("--rebuild-if-new-ver", followed.Rebuilds.Cause == RebuildCause.NewVersion, "True");
        set("--rebuild-if-new-rev", followed.Rebuilds.Cause == RebuildCause.NewRevision, "True");
        set("--rebuild-if-unbuilt", followed.Rebuilds.Cause == RebuildCause.Unbuilt, "True");
        text("--rebuild-exclude", string.Join(' ', followed.Rebuilds.Exclude));
        text("--rebuild-ignore", string.Join(' ', followed.Rebuilds.Ignore));
        Choice("--rebuild-if-new-slot", followed.Rebuilds.ForNewSlots);
        Choice("--ignore-built-slot-operator-deps", followed.Rebuilds.IgnoreBuiltSlots);
        set("--backtrack", followed.Backtrack is not null, $"{followed.Backtrack}");
    }

    private static void OfAutounmask(Autounmask? autounmask, Action<string, bool, string> set)
    {
        set("--autounmask", autounmask is not null, autounmask == Autounmask.Off ? "n" : "True");
        if (autounmask is not AutounmaskChanges changes) return;
        set("--autounmask-keep-keywords", changes.KeepKeywords, "True");
        set("--autounmask-keep-masks", changes.KeepMasks, "True");
        set("--autounmask-use", changes.KeepUse, "n");
        set("--autounmask-license", changes.KeepLicenses, "n");
        set("--autounmask-backtrack", changes.Backtrack, "y");
        set("--autounmask-write", changes.Action == AutounmaskAction.Write, "True");
        set("--autounmask-continue", changes.Action == AutounmaskAction.WriteAndContinue, "True");
    }

    // JSON of Python's floats: always with a point or an exponent.
    private static string PythonFloat(double value)
    {
        var text = value.ToString("R", CultureInfo.InvariantCulture);
        return text.Contains('.', StringComparison.Ordinal) || text.Contains('E', StringComparison.Ordinal) ? text : text + ".0";
    }
}
