using System.Collections.Immutable;
using System.Globalization;
using Nuke.Common.IO;
using Stage3.Emerge.Commands;
using Stage3.Emerge.Running;
using Stage3.Emerge.Scaling;
using Stage3.Linux;

namespace Stage3.Tools;

/// <summary>
/// One emerge run in NUKE's tool style: each method answers a copy. What is set is read as a whole only when it is run, and then all that is
/// wrong with it is said at once. The names are those of emerge(1), which says more.
/// </summary>
public sealed record EmergeSettings
{
    private ImmutableSortedDictionary<string, string> Options { get; init; } = ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal);

    private ImmutableArray<string> Repeated { get; init; } = [];

    private ImmutableArray<string> Packages { get; init; } = [];

    private AbsolutePath? Portage { get; init; }

    private AbsolutePath? ReposConf { get; init; }

    private AbsolutePath? WorkDirectory { get; init; }

    private AbsolutePath? PackageDirectory { get; init; }

    private AbsolutePath? SourceDirectory { get; init; }

    private BuildScale Scale { get; init; } = BuildScale.Default;

    private bool AllowHostMerge { get; init; }

    /// <summary>The command; making it touches nothing.</summary>
    /// <exception cref="Stage3Exception">All that is wrong with what was set.</exception>
    public EmergeCommand Command =>
        EmergeCommand.TryParse(Words, out var command, out var problems)
            ? command
            : throw new Stage3Exception("this is no emerge command:\n    " + string.Join("\n    ", problems), string.Join(' ', Words.Prepend("emerge")), "mend the settings of EmergeTasks.Emerge in the target");

    private IEnumerable<string> Words => [.. Options.Select(option => option.Value.Length == 0 ? option.Key : $"{option.Key}={option.Value}"), .. Repeated, .. Packages];

    /// <summary>Where packages are merged: <c>--root</c>.</summary>
    public EmergeSettings SetRoot(AbsolutePath root) => With("--root", root);

    /// <summary>The folder above <c>etc/portage</c> that configures the run: <c>--config-root</c>.</summary>
    public EmergeSettings SetConfigRoot(AbsolutePath root) => With("--config-root", root);

    /// <summary>Where DEPEND is looked for: <c>--sysroot</c>.</summary>
    public EmergeSettings SetSysRoot(AbsolutePath root) => With("--sysroot", root);

    /// <summary>Atoms and sets, instead of those set before.</summary>
    public EmergeSettings SetPackages(params IEnumerable<string> packages) => this with { Packages = [.. packages] };

    /// <summary>Further atoms and sets.</summary>
    public EmergeSettings AddPackages(params IEnumerable<string> packages) => this with { Packages = [.. Packages, .. packages] };

    /// <summary>Packages to leave out: <c>--exclude</c>.</summary>
    public EmergeSettings AddExclude(params IEnumerable<string> packages) => this with { Repeated = [.. Repeated, .. packages.Select(package => $"--exclude={package}")] };

    /// <summary><c>--jobs</c>.</summary>
    public EmergeSettings SetJobs(int jobs) => With("--jobs", jobs.ToString(CultureInfo.InvariantCulture));

    /// <summary><c>--load-average</c>.</summary>
    public EmergeSettings SetLoadAverage(double load) => With("--load-average", load.ToString(CultureInfo.InvariantCulture));

    /// <summary><c>--jobs-tmpdir-require-free-gb</c>.</summary>
    public EmergeSettings SetJobsFreeGigabytes(int gigabytes) => With("--jobs-tmpdir-require-free-gb", gigabytes.ToString(CultureInfo.InvariantCulture));

    /// <summary><c>--with-bdeps</c>.</summary>
    public EmergeSettings SetWithBuildDependencies(bool value) => With("--with-bdeps", value ? "y" : "n");

    /// <summary><c>--binpkg-respect-use</c>.</summary>
    public EmergeSettings SetBinpkgRespectUse(bool value) => With("--binpkg-respect-use", value ? "y" : "n");

    /// <summary><c>--rebuilt-binaries</c>.</summary>
    public EmergeSettings SetRebuiltBinaries(bool value) => With("--rebuilt-binaries", value ? "y" : "n");

    /// <summary><c>--pretend</c>: nothing is done.</summary>
    public EmergeSettings EnablePretend() => With("--pretend");

    /// <summary><c>--fetchonly</c>.</summary>
    public EmergeSettings EnableFetchOnly() => With("--fetchonly");

    /// <summary><c>--buildpkg</c>.</summary>
    public EmergeSettings EnableBuildpkg() => With("--buildpkg");

    /// <summary><c>--buildpkgonly</c>.</summary>
    public EmergeSettings EnableBuildpkgOnly() => With("--buildpkgonly");

    /// <summary><c>--usepkg</c>.</summary>
    public EmergeSettings EnableUsepkg() => With("--usepkg");

    /// <summary><c>--usepkgonly</c>.</summary>
    public EmergeSettings EnableUsepkgOnly() => With("--usepkgonly");

    /// <summary><c>--getbinpkg</c>; <see cref="SetScale"/> names the binhosts.</summary>
    public EmergeSettings EnableGetbinpkg() => With("--getbinpkg");

    /// <summary><c>--getbinpkgonly</c>; <see cref="SetScale"/> names the binhosts.</summary>
    public EmergeSettings EnableGetbinpkgOnly() => With("--getbinpkgonly");

    /// <summary><c>--update</c>.</summary>
    public EmergeSettings EnableUpdate() => With("--update");

    /// <summary><c>--deep</c>.</summary>
    public EmergeSettings EnableDeep() => With("--deep");

    /// <summary><c>--newuse</c>.</summary>
    public EmergeSettings EnableNewUse() => With("--newuse");

    /// <summary><c>--changed-use</c>.</summary>
    public EmergeSettings EnableChangedUse() => With("--changed-use");

    /// <summary><c>--oneshot</c>.</summary>
    public EmergeSettings EnableOneshot() => With("--oneshot");

    /// <summary><c>--nodeps</c>.</summary>
    public EmergeSettings EnableNoDeps() => With("--nodeps");

    /// <summary><c>--onlydeps</c>.</summary>
    public EmergeSettings EnableOnlyDeps() => With("--onlydeps");

    /// <summary><c>--emptytree</c>.</summary>
    public EmergeSettings EnableEmptyTree() => With("--emptytree");

    /// <summary><c>--keep-going</c>.</summary>
    public EmergeSettings EnableKeepGoing() => With("--keep-going");

    /// <summary><c>--resume</c>: no packages are set then.</summary>
    public EmergeSettings EnableResume() => With("--resume");

    /// <summary><c>--skipfirst</c>, with <c>--resume</c>.</summary>
    public EmergeSettings EnableSkipFirst() => With("--skipfirst");

    /// <summary><c>--quiet</c>.</summary>
    public EmergeSettings EnableQuiet() => With("--quiet");

    /// <summary>The Portage: a checkout, or the prefix of an installation. By default the emerge on PATH.</summary>
    public EmergeSettings SetPortage(AbsolutePath portage) => this with { Portage = portage };

    /// <summary>The repositories: a repos.conf (portage(5)).</summary>
    public EmergeSettings SetReposConf(AbsolutePath file) => this with { ReposConf = file };

    /// <summary>Where caches, logs and running builds are kept; packages and sources too, unless they are set.</summary>
    public EmergeSettings SetWorkDirectory(AbsolutePath folder) => this with { WorkDirectory = folder };

    /// <summary>PKGDIR.</summary>
    public EmergeSettings SetPackageDirectory(AbsolutePath folder) => this with { PackageDirectory = folder };

    /// <summary>DISTDIR.</summary>
    public EmergeSettings SetSourceDirectory(AbsolutePath folder) => this with { SourceDirectory = folder };

    /// <summary>Binhosts, signatures, jobs of make, ccache and distcc.</summary>
    public EmergeSettings SetScale(BuildScale scale) => this with { Scale = scale };

    /// <summary>Lets build tools go into the running system.</summary>
    public EmergeSettings EnableAllowHostMerge() => this with { AllowHostMerge = true };

    /// <summary>What the run works with, with the Portage found.</summary>
    internal async Task<PortageSettings> FindAsync(CancellationToken cancellation)
    {
        string[] missing = [.. ReposConf is null ? ["SetReposConf"] : Array.Empty<string>(), .. WorkDirectory is null ? ["SetWorkDirectory"] : Array.Empty<string>()];
        if (missing.Length > 0) throw new Stage3Exception($"emerge cannot be run without {string.Join(" and ", missing)}", "the settings of EmergeTasks.Emerge", "set what is named in the target");
        var work = HostPath.Parse(WorkDirectory!);
        return new PortageSettings
        {
            Installation = await PortageSearch.FindAsync(Portage is null ? null : HostPath.Parse(Portage), cancellation),
            ReposConf = HostPath.Parse(ReposConf!),
            PkgDir = PackageDirectory is null ? work / "packages" : HostPath.Parse(PackageDirectory),
            DistDir = SourceDirectory is null ? work / "distfiles" : HostPath.Parse(SourceDirectory),
            Cache = work / "cache",
            Temporary = work / "tmp",
            Logs = work / "logs",
            Scale = Scale,
            AllowHostMerge = AllowHostMerge,
        };
    }

    private EmergeSettings With(string option, string value = "") => this with { Options = Options.SetItem(option, value) };
}
