using System.Collections.Immutable;
using Stage3.Linux.Files;

namespace Stage3.Embedded.Merging;

/// <summary>
/// Which files belong to the administrator once they are there: CONFIG_PROTECT without CONFIG_PROTECT_MASK, make.conf(5). Of
/// several entries that hold a path the longest counts; of two as long, the mask.
/// </summary>
public sealed class ConfigProtection
{
    private readonly ImmutableArray<BytePath> _protected;
    private readonly ImmutableArray<BytePath> _masked;

    private ConfigProtection(ImmutableArray<BytePath> @protected, ImmutableArray<BytePath> masked) => (_protected, _masked) = (@protected, masked);

    /// <summary>Nothing is protected.</summary>
    public static ConfigProtection None { get; } = new([], []);

    /// <summary>Reads both variables: paths separated by white space, each of a file or of a folder with all that is in it.</summary>
    /// <exception cref="FormatException">A path has <c>..</c> in it.</exception>
    public static ConfigProtection Parse(string protect, string mask) => new(Paths(protect), Paths(mask));

    /// <summary>The paths of CONFIG_PROTECT.</summary>
    internal ImmutableArray<BytePath> Entries => _protected;

    /// <summary>Whether a file at the path is protected.</summary>
    public bool Covers(BytePath path) => Longest(_protected, path) > Longest(_masked, path);

    private static int Longest(ImmutableArray<BytePath> entries, BytePath path) =>
        entries.Where(entry => entry.Contains(path)).Select(entry => entry.Bytes.Length).DefaultIfEmpty(-1).Max();

    private static ImmutableArray<BytePath> Paths(string variable) =>
        [.. variable.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Select(BytePath.Parse)];
}
