using System.Globalization;

namespace Stage3.Emerge.Commands;

/// <summary>Dependencies that count, and how. Every combination makes sense.</summary>
public sealed record FollowedDependencies : Dependencies
{
    /// <summary>How deep the dependencies of installed packages are looked at: <c>--deep</c>. Null for not at all.</summary>
    public DependencyDepth? Depth { get; init; }

    /// <summary>The named packages themselves are left out: <c>--onlydeps</c>. The world file is left alone then.</summary>
    public bool OnlyThem { get; init; }

    /// <summary>Everything is merged anew, as though nothing were installed: <c>--emptytree</c>.</summary>
    public bool EmptyTree { get; init; }

    /// <summary>
    /// Whether build dependencies that are not strictly needed are merged: <c>--with-bdeps</c>. Null leaves it to emerge, which
    /// merges them unless binary packages may be taken.
    /// </summary>
    public bool? BuildTime { get; init; }

    /// <summary>What becomes of build dependencies where a root is given.</summary>
    public RootDependencies Root { get; init; }

    /// <summary>All dependencies of the world are taken into account, so that none is broken: <c>--complete-graph</c>.</summary>
    public bool Complete { get; init; }

    /// <summary>
    /// What built packages need of each other's libraries must be there: <c>--ignore-soname-deps=n</c>. emerge looks at it with
    /// <c>--usepkgonly</c> alone.
    /// </summary>
    public bool Sonames { get; init; }

    /// <summary>How often a conflict is answered with another try: <c>--backtrack</c>. Null for emerge's default of 20.</summary>
    public int? Backtrack
    {
        get;
        init => field = value is null or >= 0 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "--backtrack takes a number from 0 up");
    }

    /// <inheritdoc/>
    public override IEnumerable<string> Arguments =>
    [
        .. Depth is { } depth ? [depth.ToString()] : Array.Empty<string>(),
        .. Argument.Flag("--onlydeps", OnlyThem),
        .. Argument.Flag("--emptytree", EmptyTree),
        .. Argument.Choice("--with-bdeps", BuildTime),
        .. Root switch { RootDependencies.AlsoInRoot => ["--root-deps"], RootDependencies.RunTimeOnly => (string[])["--root-deps=rdeps"], _ => [] },
        .. Argument.Flag("--complete-graph", Complete),
        .. Argument.Flag("--ignore-soname-deps=n", Sonames),
        .. Backtrack is { } tries ? [string.Create(CultureInfo.InvariantCulture, $"--backtrack={tries}")] : Array.Empty<string>(),
    ];
}
