namespace Stage3.Emerge.Commands;

/// <summary>What a run does with binary packages: emerge(1), <c>--buildpkg</c>, <c>--usepkg</c>, <c>--usepkgonly</c>.</summary>
public sealed record BinaryPackages
{
    private readonly string[] arguments;

    private BinaryPackages(bool build, bool use, bool only, params string[] arguments)
    {
        (Build, Use, Only) = (build, use, only);
        this.arguments = arguments;
    }

    /// <summary>Builds from source and keeps nothing.</summary>
    public static BinaryPackages None { get; } = new(false, false, false);

    /// <summary>
    /// Builds from source where no binary package stands for the same inputs, and keeps what it builds in PKGDIR:
    /// <c>--buildpkg --usepkg --rebuilt-binaries</c>.
    /// </summary>
    public static BinaryPackages BuildAndReuse { get; } =
        new(true, true, false, "--buildpkg", "--usepkg", "--rebuilt-binaries");

    /// <summary>Compiles nothing: <c>--usepkgonly</c>.</summary>
    public static BinaryPackages UseOnly { get; } = new(false, true, true, "--usepkgonly");

    /// <summary>True where what is built is kept in PKGDIR.</summary>
    public bool Build { get; }

    /// <summary>True where a fitting binary package is taken.</summary>
    public bool Use { get; }

    /// <summary>True where nothing but binary packages is taken.</summary>
    public bool Only { get; }

    /// <summary>The arguments of <c>emerge</c>.</summary>
    public IEnumerable<string> Arguments => arguments;
}
