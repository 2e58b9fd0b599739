using System.Collections.Immutable;
using Stage3.Linux;

namespace Stage3.Emerge.Commands;

/// <summary>One <c>emerge</c> run, as a value: making it touches nothing. See emerge(1).</summary>
/// <param name="Root">Where packages are merged: <c>--root</c>.</param>
/// <param name="Packages">What is asked for, in the order given; with <see cref="NoDeps"/> that is the order of the merge.</param>
public sealed record EmergeCommand(RootPath Root, ImmutableArray<PackageSelector> Packages)
{
    /// <summary>The folder above <c>etc/portage</c> that configures the run: <c>--config-root</c>.</summary>
    public required HostPath ConfigRoot { get; init; }

    /// <summary>What is done with binary packages.</summary>
    public BinaryPackages BinaryPackages { get; init; } = BinaryPackages.None;

    /// <summary>How many packages are built at once.</summary>
    public Jobs Jobs { get; init; } = Jobs.One;

    /// <summary>Takes the best version, and not the installed one: <c>--update</c>.</summary>
    public bool Update { get; init; }

    /// <summary>Looks at the dependencies of installed packages too: <c>--deep</c>.</summary>
    public bool Deep { get; init; }

    /// <summary>Rebuilds packages whose USE changed: <c>--newuse</c>.</summary>
    public bool NewUse { get; init; }

    /// <summary>Leaves the world file alone: <c>--oneshot</c>.</summary>
    public bool OneShot { get; init; }

    /// <summary>Merges what is named, in that order, and nothing it depends on: <c>--nodeps</c>.</summary>
    public bool NoDeps { get; init; }

    /// <summary>The arguments of <c>emerge</c>, in one canonical order: options by name, then packages.</summary>
    public ImmutableArray<string> Arguments =>
    [
        $"--root={Root}",
        $"--config-root={ConfigRoot}",
        .. BinaryPackages.Arguments,
        .. Jobs.Arguments,
        .. Flag(Update, "--update"),
        .. Flag(Deep, "--deep"),
        .. Flag(NewUse, "--newuse"),
        .. Flag(OneShot, "--oneshot"),
        .. Flag(NoDeps, "--nodeps"),
        .. Packages.Select(package => package.ToString()),
    ];

    /// <summary>As one would type it; for people only.</summary>
    public override string ToString() => $"emerge {string.Join(' ', Arguments)}";

    private static string[] Flag(bool given, string name) => given ? [name] : [];
}
