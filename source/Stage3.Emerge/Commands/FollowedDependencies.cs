using System.Globalization;

namespace Stage3.Emerge.Commands;

/// <summary>Dependencies that count, and how. Every combination makes sense.</summary>
public sealed record FollowedDependencies : Dependencies
{
    /// <summary>How deep the dependencies of installed packages are looked at: <c>--deep</c>. Null for not at all.</summary>
    public DependencyDepth? Depth { get; init; }

    /// <summary>The named packages themselves are left out: <c>--onlydeps</c>. The world file is left alone then.</summary>
    public bool OnlyThem { get; init; }

    /// <summary>With <see cref="OnlyThem"/>: whether what they need to run counts: <c>--onlydeps-with-rdeps</c>. Null leaves it to emerge, for which it does.</summary>
    public bool? OnlyThemToRun { get; init; }

    /// <summary>With <see cref="OnlyThem"/>: whether what they need to be installed (IDEPEND) counts: <c>--onlydeps-with-ideps</c>. Null leaves it to emerge.</summary>
    public bool? OnlyThemToInstall { get; init; }

    /// <summary>Everything is merged anew, as though nothing were installed: <c>--emptytree</c>.</summary>
    public bool EmptyTree { get; init; }

    /// <summary>
    /// Whether build dependencies that are not strictly needed are merged: <c>--with-bdeps</c>. Null leaves it to emerge, which
    /// merges them unless binary packages may be taken.
    /// </summary>
    public bool? BuildTime { get; init; }

    /// <summary>Whether they are merged by themselves where no binary packages may be taken: <c>--with-bdeps-auto</c>. Null leaves it to emerge, which does so.</summary>
    public bool? BuildTimeAuto { get; init; }

    /// <summary>What is asked for counts with what its tests need: <c>--with-test-deps</c>.</summary>
    public bool Tests { get; init; }

    /// <summary>What becomes of build dependencies where a root is given.</summary>
    public RootDependencies Root { get; init; }

    /// <summary>All dependencies of the world are taken into account, so that none is broken: <c>--complete-graph</c>.</summary>
    public bool Complete { get; init; }

    /// <summary>Whether installed packages are kept whole where a package comes with other USE: <c>--complete-graph-if-new-use</c>. Null leaves it to emerge, which does so.</summary>
    public bool? CompleteForNewUse { get; init; }

    /// <summary>Whether they are kept whole where another version comes: <c>--complete-graph-if-new-ver</c>. Null leaves it to emerge, which does so.</summary>
    public bool? CompleteForNewVersions { get; init; }

    /// <summary>What the world needs may be broken: <c>--ignore-world</c>.</summary>
    public bool IgnoreWorld { get; init; }

    /// <summary>What is merged again for what it was built with.</summary>
    public Rebuilds Rebuilds { get; init; } = Rebuilds.Default;

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
        .. Argument.Choice("--onlydeps-with-rdeps", OnlyThemToRun),
        .. Argument.Choice("--onlydeps-with-ideps", OnlyThemToInstall),
        .. Argument.Flag("--emptytree", EmptyTree),
        .. Argument.Choice("--with-bdeps", BuildTime),
        .. Argument.Choice("--with-bdeps-auto", BuildTimeAuto),
        .. Argument.Flag("--with-test-deps", Tests),
        .. Root switch { RootDependencies.AlsoInRoot => ["--root-deps"], RootDependencies.RunTimeOnly => (string[])["--root-deps=rdeps"], _ => [] },
        .. Argument.Flag("--complete-graph", Complete),
        .. Argument.Choice("--complete-graph-if-new-use", CompleteForNewUse),
        .. Argument.Choice("--complete-graph-if-new-ver", CompleteForNewVersions),
        .. Argument.Flag("--ignore-world", IgnoreWorld),
        .. Rebuilds.Arguments,
        .. Argument.Flag("--ignore-soname-deps=n", Sonames),
        .. Backtrack is { } tries ? [string.Create(CultureInfo.InvariantCulture, $"--backtrack={tries}")] : Array.Empty<string>(),
    ];
}
