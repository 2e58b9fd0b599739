using System.Collections.Immutable;
using System.Globalization;
using System.IO.Compression;
using System.Text;
using Stage3.Linux;
using Stage3.Linux.Files;
using Stage3.Portage.Configuration;
using Stage3.Portage.Names;

namespace Stage3.Portage.BinaryPackages;

/// <summary>
/// The <c>Packages</c> index of a PKGDIR: a header, then a stanza for each package, as Portage reads and writes it (portage(5)). Values that are the
/// default or stand in the header are left out of stanzas. Immutable; in the order of package texts, then of paths.
/// </summary>
/// <param name="Header">The header by name, without TIMESTAMP, PACKAGES and VERSION, which writing sets.</param>
/// <param name="Entries">The packages.</param>
public sealed record PackagesIndex(ImmutableSortedDictionary<string, string> Header, ImmutableArray<PackagesIndexEntry> Entries)
{
    /// <summary>The keys of <see cref="BuildInfo"/> that go into an index.</summary>
    internal static ImmutableArray<string> Keys { get; } =
    [
        "BDEPEND", "BUILD_ID", "BUILD_TIME", "CHOST", "DEFINED_PHASES", "DEPEND", "EAPI", "IDEPEND", "IUSE", "KEYWORDS", "LICENSE", "PDEPEND",
        "PROPERTIES", "PROVIDES", "RDEPEND", "REQUIRES", "RESTRICT", "SLOT", "USE", "repository", BuildInfoKeys.BuiltFrom,
    ];

    private static readonly ImmutableSortedDictionary<string, string> Defaults =
        ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal).Add("EAPI", "0").Add("SLOT", "0");

    private static readonly ImmutableArray<string> Inherited = ["CHOST", "repository"];
    private static readonly ImmutableArray<string> Set = ["PACKAGES", "TIMESTAMP", "VERSION"];

    private static readonly ImmutableSortedDictionary<string, string> Translated = ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal)
        .Add("DESCRIPTION", "DESC").Add("_mtime_", "MTIME").Add("repository", "REPO");

    /// <summary>No packages and nothing in the header.</summary>
    public static PackagesIndex Empty { get; } = new(ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal), []);

    /// <summary>Reads a <c>Packages</c> file; <see cref="Empty"/> where there is none.</summary>
    /// <exception cref="ConfigurationException">All stanzas that name no package, and a version that is not 0.</exception>
    public static PackagesIndex Read(HostPath file) => file.IsFile ? Parse(File.ReadAllText(file.Value, Encoding.UTF8), file) : Empty;

    /// <summary>Parses text that stands for the file.</summary>
    /// <exception cref="ConfigurationException">All stanzas that name no package, and a version that is not 0.</exception>
    public static PackagesIndex Parse(string text, HostPath file)
    {
        var problems = new List<ConfigurationProblem>();
        var stanzas = Stanzas(text).ToList();
        var header = stanzas.Count > 0 ? stanzas[0].Values : Empty.Header;
        if (header.TryGetValue("VERSION", out var version) && version != "0") problems.Add(new(file, 1, $"the index has the version {version}, and only 0 is known"));
        var entries = ImmutableArray.CreateBuilder<PackagesIndexEntry>();
        foreach (var (line, values) in stanzas.Skip(1))
            if (PackageId.TryParse(values.GetValueOrDefault("CPV"), out var id, out var error)) entries.Add(new(id, Complete(values, header)));
            else problems.Add(new(file, line, $"CPV: {error}"));
        ConfigurationException.ThrowIfAny(problems);
        return new(header.RemoveRange(Set), Ordered(entries));
    }

    /// <summary>A copy with an entry, in the place of the one with the same path.</summary>
    public PackagesIndex With(PackagesIndexEntry entry) =>
        this with { Entries = Ordered(Entries.Where(each => each.Path != entry.Path).Append(entry)) };

    /// <summary>A copy with these entries and no others; each has a path of its own.</summary>
    public PackagesIndex WithOnly(IEnumerable<PackagesIndexEntry> entries) => this with { Entries = Ordered(entries) };

    /// <summary>A copy without the entry of a path.</summary>
    public PackagesIndex Without(string path) => this with { Entries = [.. Entries.Where(each => each.Path != path)] };

    /// <summary>The text of the file.</summary>
    /// <param name="timestamp">When it is written, seconds since 1970.</param>
    public string Format(long timestamp)
    {
        var text = new StringBuilder();
        var header = Header.SetItem("PACKAGES", Entries.Length.ToString(CultureInfo.InvariantCulture))
            .SetItem("TIMESTAMP", timestamp.ToString(CultureInfo.InvariantCulture)).SetItem("VERSION", "0");
        Append(text, header);
        foreach (var entry in Ordered(Entries))
            Append(text, entry.Values.Where(pair => !IsImplied(pair.Key, pair.Value)));
        return text.ToString();
    }

    /// <summary>Writes <c>Packages</c> and <c>Packages.gz</c> into a folder, each at once.</summary>
    /// <param name="folder">The PKGDIR.</param>
    /// <param name="timestamp">When it is written, seconds since 1970; the files get this time too, as readers compare both.</param>
    public void Write(HostPath folder, long timestamp)
    {
        var bytes = Encoding.UTF8.GetBytes(Format(timestamp));
        using var compressed = new MemoryStream();
        // .NET writes no time into the head of a gzip stream: the same index gives the same bytes.
        using (var gzip = new GZipStream(compressed, CompressionLevel.Optimal, leaveOpen: true)) gzip.Write(bytes);
        Write(folder.EnsureFolder() / "Packages.gz", compressed.ToArray(), timestamp);
        Write(folder / "Packages", bytes, timestamp);
    }

    /// <inheritdoc/>
    public bool Equals(PackagesIndex? other) => other is not null && Header.SequenceEqual(other.Header) && Entries.SequenceEqual(other.Entries);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Header.Count, Entries.Length);

    private static void Write(HostPath file, byte[] bytes, long timestamp)
    {
        AtomicFile.Write(file, bytes);
        File.SetLastWriteTimeUtc(file.Value, DateTimeOffset.FromUnixTimeSeconds(timestamp).UtcDateTime);
    }

    private static ImmutableArray<PackagesIndexEntry> Ordered(IEnumerable<PackagesIndexEntry> entries) =>
        [.. entries.OrderBy(entry => entry.Package.ToString(), StringComparer.Ordinal).ThenBy(entry => entry.BuildId ?? 0).ThenBy(entry => entry.Path, StringComparer.Ordinal)];

    private bool IsImplied(string key, string value) =>
        Inherited.Contains(key) ? Header.GetValueOrDefault(key, "") == value : Defaults.GetValueOrDefault(key, "") == value;

    private static ImmutableSortedDictionary<string, string> Complete(ImmutableSortedDictionary<string, string> values, ImmutableSortedDictionary<string, string> header)
    {
        foreach (var (key, value) in Defaults)
            if (!values.ContainsKey(key)) values = values.Add(key, value);
        foreach (var key in Inherited)
            if (!values.ContainsKey(key) && header.TryGetValue(key, out var value)) values = values.Add(key, value);
        return values;
    }

    private static void Append(StringBuilder text, IEnumerable<KeyValuePair<string, string>> values)
    {
        foreach (var (key, value) in values.Where(pair => pair.Value.Length > 0))
            text.Append(CultureInfo.InvariantCulture, $"{Translated.GetValueOrDefault(key, key)}: {value}\n");
        text.Append('\n');
    }

    private static IEnumerable<(int Line, ImmutableSortedDictionary<string, string> Values)> Stanzas(string text)
    {
        var (number, first) = (0, 1);
        var values = Empty.Header.ToBuilder();
        foreach (var line in text.Split('\n'))
        {
            number++;
            if (line.Length == 0)
            {
                if (values.Count > 0) yield return (first, values.ToImmutable());
                values.Clear();
                first = number + 1;
            }
            else if (line.IndexOf(':', StringComparison.Ordinal) is >= 0 and var at)
            {
                var key = Translated.FirstOrDefault(pair => pair.Value == line[..at]).Key ?? line[..at];
                values[key] = line[(at + 1)..].TrimStart(' ');
            }
        }

        if (values.Count > 0) yield return (first, values.ToImmutable());
    }
}
