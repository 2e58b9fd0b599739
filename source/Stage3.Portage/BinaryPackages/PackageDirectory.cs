using System.Collections.Immutable;
using System.Globalization;
using Stage3.Archives.Digests;
using Stage3.Linux;
using Stage3.Portage.Names;

namespace Stage3.Portage.BinaryPackages;

/// <summary>
/// A PKGDIR in the layout of FEATURES=binpkg-multi-instance, <c>category/name/PF-BUILD_ID.gpkg.tar</c>, or in the older one,
/// <c>category/PF.gpkg.tar</c>; packages of the older XPAK format, <c>.xpak</c> and <c>.tbz2</c>, in the same two. One writer at a time.
/// </summary>
public sealed class PackageDirectory
{
    private ILookup<PackageName, PackagesIndexEntry>? byName;

    private PackageDirectory(HostPath folder, PackagesIndex index) => (Folder, Index) = (folder, index);

    /// <summary>The folder.</summary>
    public HostPath Folder { get; }

    /// <summary>What lies in it.</summary>
    public PackagesIndex Index { get; private set; }

    /// <summary>
    /// Opens a PKGDIR. Entries of its index are believed where the file has the length and time that they say; all other packages are
    /// opened for their metadata. Nothing is written.
    /// </summary>
    /// <param name="folder">The folder; it may be missing.</param>
    /// <param name="refused">Gets the packages that cannot be used; they are not in the index.</param>
    /// <param name="cancellation">Stops between two packages.</param>
    public static PackageDirectory Open(HostPath folder, ICollection<BinaryPackageException> refused, CancellationToken cancellation)
    {
        var recorded = PackagesIndex.Read(folder / "Packages");
        var known = recorded.Entries.ToLookup(entry => entry.Path, StringComparer.Ordinal);
        var entries = new List<PackagesIndexEntry>();
        foreach (var path in Packages(folder))
        {
            cancellation.ThrowIfCancellationRequested();
            var file = new FileInfo((folder / path).Value);
            if (known[path].FirstOrDefault(entry => entry.Size == file.Length && entry.Mtime == Mtime(file)) is { } entry) entries.Add(entry);
            else if (Describe(folder, path, refused, cancellation) is { } described) entries.Add(described);
        }

        return new(folder, recorded.WithOnly(entries));
    }

    /// <summary>The packages of a name, in the order of version and build.</summary>
    public ImmutableArray<PackagesIndexEntry> Of(PackageName name) =>
        [.. (byName ??= Index.Entries.ToLookup(entry => entry.Package.Name))[name].OrderBy(entry => entry.Package.Version).ThenBy(entry => entry.BuildId ?? 0)];

    /// <summary>The number that the next build of a version gets: one more than the highest here, from 1.</summary>
    public int NextBuildId(PackageId id) => Of(id.Name).Where(entry => entry.Package == id).Select(entry => entry.BuildId ?? 0).DefaultIfEmpty(0).Max() + 1;

    /// <summary>Where a build of a version belongs.</summary>
    public HostPath PathOf(PackageId id, int buildId) => Folder / id.Name.ToString() / $"{NameOf(id, buildId)}{GpkgFile.Ending}";

    /// <summary>What the folder inside of a package is called.</summary>
    public static string NameOf(PackageId id, int buildId) => string.Create(CultureInfo.InvariantCulture, $"{id.NameAndVersion}-{buildId}");

    /// <summary>Where the package of an entry lies.</summary>
    public HostPath PathOf(PackagesIndexEntry entry) => Folder / entry.Path;

    /// <summary>Takes a package that was put into the folder into the index; <see cref="WriteIndex"/> makes it last.</summary>
    /// <exception cref="BinaryPackageException">It cannot be used.</exception>
    public PackagesIndexEntry Add(HostPath file, CancellationToken cancellation)
    {
        using var package = BinaryPackageFile.Open(file, PackageScope.MetadataOnly, cancellation);
        var entry = EntryOf(file.Value[(Folder.Value.Length + 1)..], file, package.ReadMetadata(), cancellation);
        (Index, byName) = (Index.With(entry), null);
        return entry;
    }

    /// <summary>Writes the index beside the packages.</summary>
    /// <param name="timestamp">Now, seconds since 1970.</param>
    public void WriteIndex(long timestamp) => Index.Write(Folder, timestamp);

    private static PackagesIndexEntry? Describe(
        HostPath folder, string path, ICollection<BinaryPackageException> refused, CancellationToken cancellation)
    {
        try
        {
            using var package = BinaryPackageFile.Open(folder / path, PackageScope.MetadataOnly, cancellation);
            return EntryOf(path, folder / path, package.ReadMetadata(), cancellation);
        }
        catch (BinaryPackageException unusable)
        {
            refused.Add(unusable);
            return null;
        }
    }

    private static PackagesIndexEntry EntryOf(string path, HostPath file, BuildInfo info, CancellationToken cancellation)
    {
        var cpv = $"{info[BuildInfoKeys.Category]}/{info[BuildInfoKeys.Pf]}";
        if (!PackageId.TryParse(cpv, out var id, out var error)) throw new BinaryPackageException($"its metadata names no package: {error}", file);
        var expected = Path.GetFileName(path)[..^EndingOf(path)!.Length];
        var instance = expected.StartsWith($"{id.NameAndVersion}-", StringComparison.Ordinal) ? expected[(id.NameAndVersion.Length + 1)..] : "";
        if (expected != id.NameAndVersion && !instance.All(char.IsAsciiDigit) || (expected != id.NameAndVersion && instance.Length == 0))
            throw new BinaryPackageException($"its metadata says that it is {id}, which its file name does not", file);
        using var stream = File.OpenRead(file.Value);
        using var digester = new Digester(DigestKind.Md5, DigestKind.Sha1);
        digester.AppendAll(stream, cancellation);
        var digests = digester.Finish();
        var values = PackagesIndex.Keys.Select(key => new KeyValuePair<string, string>(key, info[key] ?? "")).Where(pair => pair.Value.Length > 0)
            .ToImmutableSortedDictionary(StringComparer.Ordinal)
            .SetItem("CPV", id.ToString()).SetItem("PATH", path).SetItem("MD5", digests[0].Hex).SetItem("SHA1", digests[1].Hex)
            .SetItem("SIZE", stream.Length.ToString(CultureInfo.InvariantCulture))
            .SetItem("_mtime_", Mtime(new FileInfo(file.Value)).ToString(CultureInfo.InvariantCulture));
        return new(id, instance.Length > 0 ? values.SetItem("BUILD_ID", instance) : values);
    }

    /// <summary>The files that may be packages, relative, in ordinal order: at the two depths where Portage looks, and none that is still being written.</summary>
    private static IEnumerable<string> Packages(HostPath folder)
    {
        if (!folder.IsFolder) return [];
        return Directory.EnumerateFiles(folder.Value, "*", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(folder.Value, file))
            .Where(path => EndingOf(path) is not null && path.Count(character => character == '/') is 1 or 2 && !path.Contains("/.", StringComparison.Ordinal) && path[0] != '.')
            .Order(StringComparer.Ordinal);
    }

    private static string? EndingOf(string path) => BinaryPackageFile.Endings.FirstOrDefault(ending => path.EndsWith(ending, StringComparison.Ordinal));

    private static long Mtime(FileInfo file) => new DateTimeOffset(file.LastWriteTimeUtc).ToUnixTimeSeconds();
}
