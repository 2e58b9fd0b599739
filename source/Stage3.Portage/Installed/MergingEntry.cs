using Stage3.Linux;
using Stage3.Linux.Files;
using Stage3.Portage.BinaryPackages;
using Stage3.Portage.Names;

namespace Stage3.Portage.Installed;

/// <summary>An entry of the installed database that has no final name yet. Disposed before <see cref="Commit"/>, it is gone.</summary>
public sealed class MergingEntry : IDisposable
{
    /// <summary>What the names of entries begin with that are being written, for us and for Portage.</summary>
    internal const string Prefix = "-MERGING-";

    private readonly InstalledDatabase database;
    private readonly HostPath final;
    private InstalledPackage package;
    private bool entered;
    private bool open = true;

    private MergingEntry(InstalledDatabase database, HostPath folder, InstalledPackage package) =>
        (this.database, Folder, this.package, final) = (database, folder, package, package.Folder);

    /// <summary>The folder under its passing name: files put there, such as a changed environment.bz2, become part of the entry.</summary>
    public HostPath Folder { get; }

    /// <summary>Writes into the entry that something is left to do once it has its name, and which packages it takes the place of.</summary>
    public void NoteUnfinished(IEnumerable<PackageId> replaced)
    {
        using var folder = FolderHandle.Open(Folder);
        EntryFile.Create(folder, UnfinishedPackage.Key, UnfinishedPackage.ToBytes(replaced, []));
    }

    /// <summary>Takes libraries of what it replaces into its CONTENTS, for they are still needed, and notes that the registry is to know of them once it has its name.</summary>
    public void Keep(IReadOnlyCollection<ContentsEntry> libraries, IEnumerable<PackageId> replaced)
    {
        ArgumentNullException.ThrowIfNull(libraries);
        package = new InstalledPackage(package.Id, package.Folder, package.Info, Contents.Of(libraries.Concat(package.Contents.Entries)));
        AtomicFile.Write(Folder / UnfinishedPackage.Key, UnfinishedPackage.ToBytes(replaced, libraries.Where(entry => entry.Kind != ContentsKind.Folder).Select(entry => entry.Path)));
        AtomicFile.Write(Folder / BuildInfoKeys.Contents, package.Contents.ToBytes());
    }

    /// <summary>Takes the package into the database in memory, in the place of the same version: on the disk it still has no name.</summary>
    public InstalledPackage Enter()
    {
        ObjectDisposedException.ThrowIf(!open, this);
        if (!entered) database.Adopt(package);
        entered = true;
        return package;
    }

    /// <summary>
    /// Gives the entry its name, in the place of an entry of the same version if there is one: at any moment there is the one or the other, whole. That it is on the
    /// disk is seen to by whoever syncs the file system next.
    /// </summary>
    public InstalledPackage Commit()
    {
        Enter();
        using var category = FolderHandle.Open(final.Parent);
        var (passing, name) = (ByteString.Of(Folder.Name), ByteString.Of(final.Name));
        var takesPlace = category.TryStatus(name, out _);
        var leaving = final.Parent / $"{Prefix}{final.Name}-replaced";
        if (takesPlace && !category.TryExchange(passing, name))
        {
            // On a file system that cannot exchange names; InstalledDatabase.Recover takes the old one back where this is where it ends.
            TreeRemoval.Remove(leaving, CancellationToken.None);
            category.Rename(name, category, ByteString.Of(leaving.Name));
            takesPlace = false;
        }

        if (!takesPlace) category.Rename(passing, category, name);
        open = false;
        TreeRemoval.Remove(leaving, CancellationToken.None);
        TreeRemoval.Remove(Folder, CancellationToken.None);
        return package;
    }

    /// <summary>Gives the merge up and leaves the entry under its passing name, for <see cref="InstalledDatabase.Recover"/>.</summary>
    public void Leave()
    {
        if (open && entered) database.Forget(package.Id);
        open = false;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (open) TreeRemoval.Remove(Folder, CancellationToken.None);
        Leave();
    }

    internal static MergingEntry Write(InstalledDatabase database, InstalledPackage package, EntryDraft? draft)
    {
        var path = package.Folder.Parent / $"{Prefix}{package.Folder.Name}";
        TreeRemoval.Remove(path, CancellationToken.None);
        using var category = FolderHandle.Open(path.Parent);
        var name = ByteString.Of(path.Name);
        var isDrafted = draft?.TryTake(category, name) == true;
        if (!isDrafted) category.MakeFolder(name, 0b111_101_101);
        using (var folder = category.OpenFolder(name))
        {
            folder.SetMode(0b111_101_101);
            if (isDrafted) draft!.Complete(folder, package.Info);
            else
                foreach (var key in package.Info.Keys) EntryFile.Create(folder, key, package.Info.Bytes(key)!.Value.AsSpan());
            // Last: whoever finds it knows that the entry is complete.
            EntryFile.Create(folder, BuildInfoKeys.Contents, package.Contents.ToBytes());
        }

        return new MergingEntry(database, path, package);
    }
}
