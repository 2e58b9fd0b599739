using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Stage3.Linux;
using Stage3.Linux.Files;
using Stage3.Portage.BinaryPackages;
using Stage3.Portage.Libraries;
using Stage3.Portage.Names;

namespace Stage3.Portage.Installed;

/// <summary>
/// The installed packages of a root: <c>var/db/pkg</c>, one folder a package, one file a key (portage(5)). One writer at a time; what
/// it answers is what was there when it was opened, and what it added and removed since.
/// </summary>
public sealed class InstalledDatabase
{
    private readonly SortedList<PackageId, InstalledPackage> packages = [];
    private readonly HostPath counterFile;
    private OwnerIndex? owners;
    private long counter;

    private InstalledDatabase(HostPath root)
    {
        Folder = FolderInRoot.Of(root, BytePath.Parse("var/db/pkg"));
        counterFile = FolderInRoot.Of(root, BytePath.Parse("var/cache/edb")) / "counter";
    }

    /// <summary>The database's folder, as it really is: symlinks on the way to it are followed inside the root.</summary>
    public HostPath Folder { get; }

    /// <summary>The packages by name and version.</summary>
    public IEnumerable<InstalledPackage> Packages => packages.Values;

    /// <summary>Who owns which path, made from all CONTENTS when it is first asked for, and kept up to date.</summary>
    public OwnerIndex Owners => owners ??= OwnerIndex.Of(Packages);

    /// <summary>
    /// Opens the database of a root; empty where there is none yet. Entries that are being merged do not count, and symlinks are no entries:
    /// nothing outside of the root is read.
    /// </summary>
    /// <exception cref="Stage3Exception">A symlink on the way to the database points to nothing in the root.</exception>
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

    /// <summary>The packages that something is left to do with, in the order of their installation.</summary>
    public ImmutableArray<UnfinishedPackage> Unfinished =>
        [.. Packages.Select(UnfinishedPackage.Of).OfType<UnfinishedPackage>().OrderBy(unfinished => unfinished.Package.Counter)];

    /// <summary>
    /// Begins an entry: its keys and CONTENTS are written into <c>-MERGING-</c>…, where neither we nor Portage count it. <see cref="MergingEntry.Commit"/> gives it its
    /// name; disposed before, nothing of it stays. COUNTER is set here.
    /// </summary>
    /// <param name="id">The package.</param>
    /// <param name="info">Its keys.</param>
    /// <param name="contents">Its CONTENTS.</param>
    /// <param name="draft">What was written of the keys before; it is used where it lies on the database's file system.</param>
    public MergingEntry Begin(PackageId id, BuildInfo info, Contents contents, EntryDraft? draft = null)
    {
        ArgumentNullException.ThrowIfNull(info);
        counter = (counter > 0 ? counter : LastCounter()) + 1;
        var text = counter.ToString(CultureInfo.InvariantCulture);
        // Not synced by itself: where it is lost, the entries know how far it was.
        EntryFile.Write(counterFile, text);
        var category = (Folder / id.Name.Category).EnsureFolder();
        var numbered = info.With(BuildInfoKeys.Counter, [.. text.Select(digit => (byte)digit)]).Without(BuildInfoKeys.Contents);
        return MergingEntry.Write(this, new InstalledPackage(id, category / id.NameAndVersion, numbered, contents), draft);
    }

    /// <summary>
    /// Mends what a run left that was ended from outside. Answers the packages whose merge had begun and that do not count as installed, as they were going to be;
    /// what is left of their entries is gone after it.
    /// </summary>
    public ImmutableArray<InstalledPackage> Recover()
    {
        var begun = ImmutableArray.CreateBuilder<InstalledPackage>();
        foreach (var category in Folders(Folder))
        {
            foreach (var left in Folders(category).Where(entry => entry.Name.StartsWith(MergingEntry.Prefix, StringComparison.Ordinal)))
            {
                var name = left.Name[MergingEntry.Prefix.Length..];
                if (name.EndsWith("-replaced", StringComparison.Ordinal) && category / name[..^"-replaced".Length] is { IsFolder: false } old)
                {
                    // Between the two renames where names cannot be exchanged.
                    Directory.Move(left.Value, old.Value);
                    if (PackageId.TryParse($"{category.Name}/{old.Name}", out var back)) Adopt(new InstalledPackage(back, old));
                    continue;
                }

                if (PackageId.TryParse($"{category.Name}/{name}", out var id) && (left / BuildInfoKeys.Contents).IsFile)
                    begun.Add(new InstalledPackage(id, left, BuildInfo.Empty, Contents.Read(left / BuildInfoKeys.Contents)));
                TreeRemoval.Remove(left, CancellationToken.None);
            }

            if (!Directory.EnumerateFileSystemEntries(category.Value).Any()) Directory.Delete(category.Value);
        }

        return begun.ToImmutable();
    }

    /// <summary>Nothing is left to do with a package.</summary>
    public void NoteFinished(PackageId id)
    {
        if (Find(id) is { } package) File.Delete((package.Folder / UnfinishedPackage.Key).Value);
    }

    /// <summary>Gives a key of a package another value: at any moment there is the one or the other, and on the disk once the file system is synced. No-op where the package is not installed.</summary>
    public void Rewrite(PackageId id, string key, ImmutableArray<byte> value)
    {
        if (Find(id) is not { } package) return;
        using var folder = FolderHandle.Open(package.Folder);
        var passing = ByteString.Of($".{key}.new");
        if (folder.TryStatus(passing, out _)) folder.RemoveFile(passing);
        using (var file = folder.BeginFile(passing))
        {
            file.Write(value.AsSpan());
            file.SetMode(0b110_100_100);
        }

        folder.Rename(passing, folder, ByteString.Of(key));
        Adopt(new InstalledPackage(id, package.Folder, package.Info.With(key, value), package.Contents));
    }

    /// <summary>Takes a package out of the database; its files are the caller's to remove. No-op where it is not there.</summary>
    public void Remove(PackageId id)
    {
        if (!packages.TryGetValue(id, out var package)) return;
        Forget(id);
        // Renamed first: an entry that is half deleted must not look like one with few keys.
        // Not under the name that an entry has that is being merged: that one may be about to take this one's place.
        var leaving = package.Folder.Parent / $"{MergingEntry.Prefix}{package.Folder.Name}-removed";
        if (leaving.IsFolder) Directory.Delete(leaving.Value, recursive: true);
        Directory.Move(package.Folder.Value, leaving.Value);
        Directory.Delete(leaving.Value, recursive: true);
        if (!Directory.EnumerateFileSystemEntries(package.Folder.Parent.Value).Any()) Directory.Delete(package.Folder.Parent.Value);
    }

    /// <summary>Takes paths out of what a package owns: CONTENTS, and the lines of NEEDED.ELF.2 of files that are not in it then. No-op where the package is not installed.</summary>
    public void Disown(PackageId id, Func<ContentsEntry, bool> goes)
    {
        if (Find(id) is not { } package) return;
        var left = Contents.Of(package.Contents.Entries.Where(entry => !goes(entry)));
        if (left.Count == package.Contents.Count) return;
        if (EntryFile.Read(package.Folder / NeededEntry.Key) is { } needed)
        {
            var lines = Encoding.UTF8.GetString(needed).Split('\n').Where(line => NeededEntry.TryParse(line, out var entry) && left[entry.Path] is not null);
            AtomicFile.Write(package.Folder / NeededEntry.Key, string.Concat(lines.Select(NeededEntry.Normal)));
        }

        AtomicFile.Write(package.Folder / BuildInfoKeys.Contents, left.ToBytes());
        Adopt(new InstalledPackage(id, package.Folder));
    }

    /// <summary>Goes up whenever a package comes or goes.</summary>
    public int Revision { get; private set; }

    internal void Adopt(InstalledPackage package)
    {
        Forget(package.Id);
        Revision++;
        packages[package.Id] = package;
        owners?.Add(package);
    }

    internal void Forget(PackageId id)
    {
        Revision++;
        if (packages.Remove(id, out var old)) owners?.Remove(old);
    }

    private long LastCounter()
    {
        var recorded = EntryFile.Read(counterFile) is { } bytes
            && long.TryParse(Encoding.ASCII.GetString(bytes).Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var last)
            ? last
            : 0;
        return Math.Max(recorded, Packages.Select(package => package.Counter).DefaultIfEmpty(0).Max());
    }

    private static IEnumerable<HostPath> Folders(HostPath folder) =>
        folder.IsFolder ? new DirectoryInfo(folder.Value).GetDirectories().Where(one => one.LinkTarget is null).Select(one => folder / one.Name).Order() : [];
}
