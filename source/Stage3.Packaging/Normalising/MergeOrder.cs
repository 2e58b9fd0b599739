using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Stage3.Linux;
using Stage3.Portage.BinaryPackages;
using Stage3.Portage.Installed;

namespace Stage3.Packaging.Normalising;

/// <summary>The counters of the installed database: in which order packages were merged, which parallel jobs decide.</summary>
public sealed class MergeOrder : RewriteRule
{
    private const string LastCounter = "/var/cache/edb/counter";
    private readonly ImmutableDictionary<string, int> _ranks;

    private MergeOrder(ImmutableDictionary<string, int> ranks)
        : base("vdb-counter", "the order in which jobs happened to merge packages; in a fresh root any order is as good, so packages are numbered by name") =>
        _ranks = ranks;

    /// <summary>The rule for the packages of a root.</summary>
    public static MergeOrder Of(HostPath root) => new(InstalledDatabase.Open(root).Packages
        .Select(package => package.Id.ToString())
        .Order(StringComparer.Ordinal)
        .Select((id, index) => KeyValuePair.Create(id, index + 1))
        .ToImmutableDictionary());

    /// <inheritdoc/>
    public override bool Concerns(string path) => path == LastCounter || InstalledKey.Of(path) is { Key: BuildInfoKeys.Counter };

    /// <inheritdoc/>
    public override byte[] Rewrite(string path, ReadOnlySpan<byte> content)
    {
        // Portage counts on from the last one, with no newline behind it.
        if (path == LastCounter) return Digits(_ranks.Count);
        return InstalledKey.Of(path) is { } key && _ranks.TryGetValue(key.Package, out var rank)
            ? [.. Digits(rank), .. content is [.., (byte)'\n'] ? "\n"u8 : []]
            : content.ToArray();
    }

    private static byte[] Digits(int number) => Encoding.ASCII.GetBytes(number.ToString(CultureInfo.InvariantCulture));
}
