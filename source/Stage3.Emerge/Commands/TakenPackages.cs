using System.Collections.Immutable;
using System.Globalization;

namespace Stage3.Emerge.Commands;

/// <summary>Which binary packages a run takes instead of building. Every combination makes sense.</summary>
/// <param name="Supply">Where they come from.</param>
public sealed record TakenPackages(PackageSupply Supply)
{
    /// <summary>
    /// Whether a package whose USE flags are not those configured is passed over: <c>--binpkg-respect-use</c>. Null leaves it to
    /// emerge, which passes it over unless nothing but binary packages is taken.
    /// </summary>
    public bool? RespectUse { get; init; }

    /// <summary>
    /// Whether a package whose dependencies are no longer those of its ebuild is passed over: <c>--binpkg-changed-deps</c>. Null
    /// leaves it to emerge, which passes it over unless nothing but binary packages is taken.
    /// </summary>
    public bool? RespectDependencies { get; init; }

    /// <summary>
    /// Whether an installed package gives way to one of the same version that was built later: <c>--rebuilt-binaries</c>. Null
    /// leaves it to emerge, which does so where nothing but binary packages is taken and <c>--update --deep</c> is given.
    /// </summary>
    public bool? Rebuilt { get; init; }

    /// <summary>Of these, no binary package is taken: <c>--usepkg-exclude</c>.</summary>
    public ImmutableArray<PackageFilter> Exclude { get; init; } = [];

    /// <summary>Only of these, binary packages are taken: <c>--usepkg-include</c>. Empty for all.</summary>
    public ImmutableArray<PackageFilter> Include { get; init; } = [];

    /// <summary>None that was built of a live ebuild is taken: <c>--usepkg-exclude-live</c>.</summary>
    public bool ExcludeLive { get; init; }

    /// <summary>Only of what is asked for, not of what that needs: <c>--nobindeps</c>. <see cref="Include"/> and <see cref="Exclude"/> count for nothing then.</summary>
    public bool OnlyAsked { get; init; }

    /// <summary>None without an ebuild of its version that may be used is taken: <c>--use-ebuild-visibility</c>.</summary>
    public bool NeedEbuild { get; init; }

    /// <summary>Of these, nothing is fetched: <c>--getbinpkg-exclude</c>.</summary>
    public ImmutableArray<PackageFilter> NotFetched { get; init; } = [];

    /// <summary>Only of these, packages are fetched: <c>--getbinpkg-include</c>. Empty for all.</summary>
    public ImmutableArray<PackageFilter> Fetched { get; init; } = [];

    /// <summary>True where nothing but binary packages is taken.</summary>
    public bool Only => Supply is PackageSupply.LocalOnly or PackageSupply.RemoteOnly or PackageSupply.RemoteFirstOnly;

    /// <summary>True where binhosts are asked.</summary>
    public bool Fetches => Supply is not (PackageSupply.Local or PackageSupply.LocalOnly);

    /// <summary>The arguments of <c>emerge</c>.</summary>
    public IEnumerable<string> Arguments =>
    [
        .. Supply switch
        {
            PackageSupply.Local => ["--usepkg"],
            PackageSupply.Remote => ["--getbinpkg"],
            PackageSupply.LocalOnly => ["--usepkgonly"],
            PackageSupply.RemoteOnly => ["--getbinpkg", "--usepkgonly"],
            PackageSupply.RemoteFirstOnly => (string[])["--getbinpkgonly"],
            _ => throw new System.Diagnostics.UnreachableException(Supply.ToString()),
        },
        .. Argument.Choice("--binpkg-respect-use", RespectUse),
        .. Argument.Choice("--binpkg-changed-deps", RespectDependencies),
        .. Argument.Choice("--rebuilt-binaries", Rebuilt),
        .. Exclude.Select(filter => string.Create(CultureInfo.InvariantCulture, $"--usepkg-exclude={filter}")),
        .. Include.Select(filter => string.Create(CultureInfo.InvariantCulture, $"--usepkg-include={filter}")),
        .. Argument.Flag("--usepkg-exclude-live", ExcludeLive),
        .. Argument.Flag("--nobindeps", OnlyAsked),
        .. Argument.Flag("--use-ebuild-visibility", NeedEbuild),
        .. NotFetched.Select(filter => string.Create(CultureInfo.InvariantCulture, $"--getbinpkg-exclude={filter}")),
        .. Fetched.Select(filter => string.Create(CultureInfo.InvariantCulture, $"--getbinpkg-include={filter}")),
    ];

    /// <inheritdoc/>
    public bool Equals(TakenPackages? other) => other is not null && Arguments.SequenceEqual(other.Arguments);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Supply, RespectUse, RespectDependencies, Rebuilt, Exclude.Length);
}
