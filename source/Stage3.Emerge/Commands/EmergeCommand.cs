using System.Collections.Immutable;
using System.Globalization;
using Stage3.Linux;

namespace Stage3.Emerge.Commands;

/// <summary>
/// One <c>emerge</c> run, as a value: making it touches nothing. What contradicts itself has no value of these types; words
/// that somebody wrote are read by <see cref="TryParse"/>, with all that is wrong with them. See emerge(1).
/// </summary>
/// <param name="Root">Where packages are merged: <c>--root</c>.</param>
/// <param name="Packages">What is asked for; see the property.</param>
public sealed partial record EmergeCommand(RootPath Root, ImmutableArray<PackageSelector> Packages)
{
    /// <summary>What is asked for, in the order given; with <see cref="Dependencies.None"/> that is the order of the merge. Empty where a list is resumed.</summary>
    /// <exception cref="FormatException">A list is resumed, which has its own.</exception>
    public ImmutableArray<PackageSelector> Packages
    {
        get;
        init => field = Resume == Resuming.Nothing || value.IsEmpty ? value : throw new FormatException(CommandReading.ResumesAndAsks);
    } = Packages;

    /// <summary>Whether the run goes on with what an earlier one left: <c>--resume</c>.</summary>
    /// <exception cref="FormatException">Packages are asked for.</exception>
    public Resuming Resume
    {
        get;
        init => field = value == Resuming.Nothing || Packages.IsEmpty ? value : throw new FormatException(CommandReading.ResumesAndAsks);
    }

    /// <summary>The folder above <c>etc/portage</c> that configures the run: <c>--config-root</c>.</summary>
    public required HostPath ConfigRoot { get; init; }

    /// <summary>Where build dependencies (DEPEND) are looked for and go: <c>--sysroot</c>. Null for the running system.</summary>
    public HostPath? SysRoot { get; init; }

    /// <summary>How far it goes.</summary>
    public EmergeAction Action { get; init; }

    /// <summary>What is done with binary packages.</summary>
    public BinaryPackages BinaryPackages { get; init; } = BinaryPackages.None;

    /// <summary>What becomes of dependencies.</summary>
    /// <exception cref="FormatException">Everything is to be merged anew, and what is installed left out.</exception>
    public Dependencies Dependencies
    {
        get;
        init => field = value is FollowedDependencies { EmptyTree: true } && NoReplace ? throw new FormatException(CommandReading.ReplacesAllAndNothing) : value;
    } = Dependencies.Followed;

    /// <summary>What is done where only another configuration would do; null leaves it to emerge, which proposes other USE flags.</summary>
    public Autounmask? Autounmask { get; init; }

    /// <summary>Takes the best version, and not the installed one: <c>--update</c>.</summary>
    public bool Update { get; init; }

    /// <summary>Leaves out what is asked for and not installed, and updates the rest: <c>--update-if-installed</c>.</summary>
    public bool UpdateIfInstalled { get; init; }

    /// <summary>Which changes of their ebuilds make installed packages be merged again.</summary>
    public EbuildChanges EbuildChanges { get; init; }

    /// <summary>Which changes of USE make an installed package be merged again.</summary>
    public UseChanges UseChanges { get; init; }

    /// <summary>Leaves out what is asked for and installed already: <c>--noreplace</c>.</summary>
    /// <exception cref="FormatException">Everything is to be merged anew.</exception>
    public bool NoReplace
    {
        get;
        init => field = value && Dependencies is FollowedDependencies { EmptyTree: true } ? throw new FormatException(CommandReading.ReplacesAllAndNothing) : value;
    }

    /// <summary>Leaves the world file alone: <c>--oneshot</c>.</summary>
    public bool OneShot { get; init; }

    /// <summary>Offers updates of protected files once more that were offered before, in whatever run: <c>--noconfmem</c>.</summary>
    public bool OfferAgain { get; init; }

    /// <summary>Neither built nor merged, whoever asks for them: <c>--exclude</c>.</summary>
    public ImmutableArray<PackageFilter> Exclude { get; init; } = [];

    /// <summary>Merged again, as though they were not installed, where anything asks for them: <c>--reinstall-atoms</c>.</summary>
    public ImmutableArray<PackageFilter> Reinstall { get; init; } = [];

    /// <summary>How many packages are built at once.</summary>
    public Jobs Jobs { get; init; } = Jobs.One;

    /// <summary>Goes on with what does not need a package that failed: <c>--keep-going</c>.</summary>
    public bool KeepGoing { get; init; }

    /// <summary>How much it says.</summary>
    public Verbosity Verbosity { get; init; }

    /// <summary>The arguments of <c>emerge</c>, in one canonical order: roots, how far, binary packages, choice, dependencies, course, packages.</summary>
    public ImmutableArray<string> Arguments =>
    [
        $"--root={Root}",
        $"--config-root={ConfigRoot}",
        .. SysRoot is { } sysroot ? [$"--sysroot={sysroot}"] : Array.Empty<string>(),
        .. Argument.Flag("--pretend", Action is EmergeAction.Pretend or EmergeAction.ShowFetches),
        .. Argument.Flag("--fetchonly", Action is EmergeAction.Fetch or EmergeAction.ShowFetches),
        .. Argument.Flag("--fetch-all-uri", Action == EmergeAction.FetchAll),
        .. BinaryPackages.Arguments,
        .. Argument.Flag("--update", Update),
        .. Argument.Flag("--update-if-installed", UpdateIfInstalled),
        .. Argument.Flag("--newrepo", EbuildChanges.HasFlag(EbuildChanges.OfRepository)),
        .. Argument.Flag("--changed-slot", EbuildChanges.HasFlag(EbuildChanges.OfSlot)),
        .. Argument.Flag("--changed-deps", EbuildChanges.HasFlag(EbuildChanges.OfDependencies)),
        .. Argument.Flag("--changed-use", UseChanges == UseChanges.OfEnabledFlags),
        .. Argument.Flag("--newuse", UseChanges == UseChanges.OfAnyFlag),
        .. Argument.Flag("--noreplace", NoReplace),
        .. Argument.Flag("--oneshot", OneShot),
        .. Argument.Flag("--noconfmem", OfferAgain),
        .. Exclude.Select(filter => string.Create(CultureInfo.InvariantCulture, $"--exclude={filter}")),
        .. Reinstall.Select(filter => string.Create(CultureInfo.InvariantCulture, $"--reinstall-atoms={filter}")),
        .. Dependencies.Arguments,
        .. Autounmask?.Arguments ?? [],
        .. Jobs.Arguments,
        .. Argument.Flag("--keep-going", KeepGoing),
        .. Argument.Flag("--resume", Resume != Resuming.Nothing),
        .. Argument.Flag("--skipfirst", Resume == Resuming.RestWithoutFirst),
        .. Argument.Flag("--quiet-build", Verbosity == Verbosity.QuietBuild),
        .. Argument.Flag("--quiet", Verbosity == Verbosity.Quiet),
        .. Argument.Flag("--verbose", Verbosity == Verbosity.Verbose),
        .. Packages.Select(package => package.ToString()),
    ];

    /// <inheritdoc/>
    public bool Equals(EmergeCommand? other) => other is not null && Arguments.SequenceEqual(other.Arguments);

    /// <inheritdoc/>
    public override int GetHashCode() => ToString().GetHashCode(StringComparison.Ordinal);

    /// <summary>As one would type it; for people only.</summary>
    public override string ToString() => $"emerge {string.Join(' ', Arguments)}";
}
