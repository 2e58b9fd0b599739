using Stage3.Linux;
using Stage3.Linux.Files;
using Stage3.Portage.BinaryPackages;
using Stage3.Portage.Names;

namespace Stage3.Portage.Installed;

/// <summary>An entry of the installed database that has no final name yet. Disposed before <see cref="Commit"/>, it is gone.</summary>
public sealed class MergingEntry : IDisposable
{
    private readonly InstalledDatabase database;
    private readonly HostPath final;
    private bool open = true;

    private MergingEntry(InstalledDatabase database, PackageId id, HostPath folder, HostPath final) =>
        (this.database, Id, Folder, this.final) = (database, id, folder, final);

    /// <summary>The package.</summary>
    public PackageId Id { get; }

    /// <summary>The folder under its passing name: files put there, such as a changed environment.bz2, become part of the entry.</summary>
    public HostPath Folder { get; }

    /// <summary>Writes CONTENTS and gives the entry its name, in the place of an entry of the same version if there is one.</summary>
    public InstalledPackage Commit(Contents contents)
    {
        ObjectDisposedException.ThrowIf(!open, this);
        using (var file = Create(Folder / BuildInfoKeys.Contents)) contents.Write(file);
        var replaced = final.Parent / $"{InstalledDatabase.Merging}{final.Name}-replaced";
        if (replaced.IsFolder) Directory.Delete(replaced.Value, recursive: true);
        if (final.IsFolder) Directory.Move(final.Value, replaced.Value);
        Directory.Move(Folder.Value, final.Value);
        open = false;
        using (var category = FolderHandle.Open(final.Parent)) category.Sync();
        if (replaced.IsFolder) Directory.Delete(replaced.Value, recursive: true);
        return database.Adopt(Id, final);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (open && Folder.IsFolder) Directory.Delete(Folder.Value, recursive: true);
        open = false;
    }

    internal static MergingEntry Write(InstalledDatabase database, PackageId id, HostPath folder, HostPath final, BuildInfo info)
    {
        if (folder.IsFolder) Directory.Delete(folder.Value, recursive: true);
        Directory.CreateDirectory(folder.Value);
        File.SetUnixFileMode(folder.Value, (UnixFileMode)0b111_101_101);
        foreach (var key in info.Keys)
        {
            using var file = Create(folder / key);
            file.Write(info.Bytes(key)!.Value.AsSpan());
        }

        return new MergingEntry(database, id, folder, final);
    }

    private static FileStream Create(HostPath path)
    {
        var stream = new FileStream(path.Value, FileMode.Create, FileAccess.Write);
        // The umask is the caller's; what others may read of an entry is not.
        File.SetUnixFileMode(stream.SafeFileHandle, (UnixFileMode)0b110_100_100);
        return stream;
    }
}
