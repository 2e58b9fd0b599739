using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Stage3.Emerge.Commands;

/// <summary>What a run does with binary packages: which it takes, and what becomes of those that it builds.</summary>
public sealed record BinaryPackages
{
    private BinaryPackages(KeptPackages kept, TakenPackages? taken) => (Kept, Taken) = (kept, taken);

    /// <summary>Builds from source and keeps nothing.</summary>
    public static BinaryPackages None { get; } = new(KeptPackages.None, null);

    /// <summary>
    /// Builds from source where no binary package stands for the same inputs, and keeps what it builds in PKGDIR:
    /// <c>--buildpkg --usepkg --rebuilt-binaries=y</c>.
    /// </summary>
    public static BinaryPackages BuildAndReuse { get; } = new(KeptPackages.Kept, new TakenPackages(PackageSupply.Local) { Rebuilt = true });

    /// <summary>Compiles nothing: <c>--usepkgonly</c>.</summary>
    public static BinaryPackages UseOnly { get; } = new(KeptPackages.None, new TakenPackages(PackageSupply.LocalOnly));

    /// <summary>What becomes of the binary packages that are built.</summary>
    public KeptPackages Kept { get; }

    /// <summary>Which binary packages are taken; null for none.</summary>
    public TakenPackages? Taken { get; }

    /// <summary>Of these, no binary package is made: <c>--buildpkg-exclude</c>.</summary>
    public ImmutableArray<PackageFilter> NotKept { get; init; } = [];

    /// <summary>True where what is built is kept in PKGDIR.</summary>
    public bool Build => Kept != KeptPackages.None;

    /// <summary>True where a fitting binary package is taken.</summary>
    public bool Use => Taken is not null;

    /// <summary>True where nothing but binary packages is taken.</summary>
    public bool Only => Taken?.Only == true;

    /// <summary>Any pair that makes sense.</summary>
    /// <exception cref="FormatException">The two contradict each other.</exception>
    public static BinaryPackages Of(KeptPackages kept, TakenPackages? taken) =>
        TryOf(kept, taken, out var packages, out var problem) ? packages : throw new FormatException(problem);

    /// <summary>As <see cref="Of"/>, but a contradiction is a value.</summary>
    public static bool TryOf(KeptPackages kept, TakenPackages? taken, [NotNullWhen(true)] out BinaryPackages? packages, [NotNullWhen(false)] out string? problem)
    {
        var contradicts = kept == KeptPackages.KeptOnly && taken?.Only == true;
        problem = contradicts ? $"--buildpkgonly and {(taken!.Supply == PackageSupply.RemoteFirstOnly ? "--getbinpkgonly" : "--usepkgonly")} contradict each other: the one only builds packages, the other builds none" : null;
        packages = contradicts ? null : new BinaryPackages(kept, taken);
        return packages is not null;
    }

    /// <summary>The arguments of <c>emerge</c>.</summary>
    public IEnumerable<string> Arguments =>
    [
        .. Argument.Flag("--buildpkg", Kept == KeptPackages.Kept),
        .. Argument.Flag("--buildpkgonly", Kept == KeptPackages.KeptOnly),
        .. NotKept.Select(filter => string.Create(CultureInfo.InvariantCulture, $"--buildpkg-exclude={filter}")),
        .. Taken?.Arguments ?? [],
    ];

    /// <inheritdoc/>
    public bool Equals(BinaryPackages? other) => other is not null && Arguments.SequenceEqual(other.Arguments);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Kept, Taken, NotKept.Length);
}
