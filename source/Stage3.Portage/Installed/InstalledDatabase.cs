using System.Collections.Immutable;
using System.Globalization;
using Stage3.Linux;
using Stage3.Linux.Files;
using Stage3.Portage.BinaryPackages;
using Stage3.Portage.Names;

namespace Stage3.Portage.Installed;

/// <summary>
/// The installed packages of a root: <c>var/db/pkg</c>, one folder a package, one file a key (portage(5)). One writer at a time; what
/// it answers is what was there when it was opened, and what it added and removed since.
/// </summary>
public sealed class InstalledDatabase
{
    /// <summary>What the names of entries begin with that are being written, for us and for Portage.</summary>
    internal const string Merging = "-MERGING-";

    private readonly SortedDictionary<PackageId, InstalledPackage> packages = [];
    private readonly HostPath counterFile;
    private OwnerIndex? owners;

    private InstalledDatabase(HostPath root)
    {
        Folder = root / "var/db/pkg";
        counterFile = root / "var/cache/edb/counter";
    }

    /// <summary>The database's folder.</summary>
    public HostPath Folder { get; }

    /// <summary>The packages by name and version.</summary>
    public IReadOnlyCollection<InstalledPackage> Packages => packages.Values;

    /// <summary>Who owns which path, made from all CONTENTS when it is first asked for, and kept up to date.</summary>
    public OwnerIndex Owners => owners ??= OwnerIndex.Of(Packages);

    /// <summary>Opens the database of a root; empty where there is none yet. Entries that are being merged do not count.</summary>
    public static InstalledDatabase Open(HostPath root)
    {
        var database = new InstalledDatabase(root);
        foreach (var category in Folders(database.Folder))
            foreach (var entry in Folders(category))
                if (PackageId.TryParse($"{category.Name}/{entry.Name}", out var id)) database.packages[id] = new InstalledPackage(id, entry);
        return database;
    }

    /// <summary>The package of exactly this version; null where it is not installed.</summary>
    public InstalledPackage? Find(PackageId id) => packages.GetValueOrDefault(id);

    /// <summary>The installed versions of a package, lowest first.</summary>
    public ImmutableArray<InstalledPackage> Of(PackageName name) => [.. Packages.Where(package => package.Id.Name == name)];

    /// <summary>
    /// Begins an entry: its keys are written into <c>-MERGING-</c>…, where neither we nor Portage count it. <see cref="MergingEntry.Commit"/> gives it its name;
    /// disposed before, nothing of it stays. COUNTER is set here.
    /// </summary>
    public MergingEntry Begin(PackageId id, BuildInfo info)
    {
        var counter = NextCounter();
        var text = counter.ToString(CultureInfo.InvariantCulture);
        AtomicFile.Write(counterFile.Parent.EnsureFolder() / counterFile.Name, text);
        var category = (Folder / id.Name.Category).EnsureFolder();
        var numbered = info.With(BuildInfoKeys.Counter, [.. text.Select(digit => (byte)digit)]).Without(BuildInfoKeys.Contents);
        return MergingEntry.Write(this, id, category / $"{Merging}{id.NameAndVersion}", category / id.NameAndVersion, numbered);
    }

    /// <summary>Takes a package out of the database; its files are the caller's to remove. No-op where it is not there.</summary>
    public void Remove(PackageId id)
    {
        if (!packages.TryGetValue(id, out var package)) return;
        owners?.Remove(package);
        packages.Remove(id);
        // Renamed first: an entry that is half deleted must not look like one with few keys.
        // Not under the name that an entry has that is being merged: that one may be about to take this one's place.
        var leaving = package.Folder.Parent / $"{Merging}{package.Folder.Name}-removed";
        if (leaving.IsFolder) Directory.Delete(leaving.Value, recursive: true);
        Directory.Move(package.Folder.Value, leaving.Value);
        Directory.Delete(leaving.Value, recursive: true);
        if (!Directory.EnumerateFileSystemEntries(package.Folder.Parent.Value).Any()) Directory.Delete(package.Folder.Parent.Value);
    }

    internal InstalledPackage Adopt(PackageId id, HostPath folder)
    {
        if (packages.Remove(id, out var old)) owners?.Remove(old);
        var package = packages[id] = new InstalledPackage(id, folder);
        owners?.Add(package);
        return package;
    }

    private long NextCounter()
    {
        var recorded = counterFile.IsFile
            && long.TryParse(File.ReadAllText(counterFile.Value).Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var counter)
            ? counter
            : 0;
        return Math.Max(recorded, Packages.Select(package => package.Counter).DefaultIfEmpty(0).Max()) + 1;
    }

    private static IEnumerable<HostPath> Folders(HostPath folder) =>
        folder.IsFolder ? Directory.GetDirectories(folder.Value).Select(name => folder / Path.GetFileName(name)).Order() : [];
}
