using Stage3.Archives.Tar;
using Stage3.Linux.Files;

namespace Stage3.Embedded.Merging;

/// <summary>
/// Puts single entries into a root. Everything is made under a passing name with its owner, mode, attributes and time, and
/// then renamed: who looks at the root meanwhile sees the old or the new one, whole.
/// </summary>
internal sealed class RootWriter(RootFolder root, Owners owners) : IDisposable
{
    private static readonly ByteString Temporary = ByteString.Of(".stage3-merging");
    private FolderHandle? _folder;
    private BytePath _folderPath;

    /// <summary>The folder of a real path, made with mode 0755 where an image does not name it. Good until the next call.</summary>
    internal FolderHandle Folder(BytePath path)
    {
        if (_folder is not null && _folderPath == path) return _folder;
        _folder?.Dispose();
        _folder = null;
        if (!root.TryOpenFolder(path, out var folder))
        {
            Folder(path.Parent).MakeFolder(path.Name, 0x1ed);
            _folder!.SetMode(path.Name, 0x1ed);
            folder = root.OpenFolder(path);
            _folder.Dispose();
        }
        (_folder, _folderPath) = (folder, path);
        return folder;
    }

    /// <summary>Makes a folder that is not there.</summary>
    internal void MakeFolder(BytePath real, PaxEntry entry)
    {
        var (folder, name) = (Folder(real.Parent), real.Name);
        folder.MakeFolder(name, 0x1c0);
        Dress(folder, name, entry);
    }

    /// <summary>Makes something under the passing name in the folder of a path; then gives it the name that is asked for.</summary>
    /// <param name="real">The path.</param>
    /// <param name="entry">What to make; a hard link is made with <see cref="Link"/>.</param>
    /// <param name="content">Writes the content of a file.</param>
    /// <param name="name">Asked for the final name once it is made.</param>
    internal BytePath Make(BytePath real, PaxEntry entry, Action<Stream> content, Func<FolderHandle, ByteString> name)
    {
        var folder = Begin(real);
        try
        {
            Create(folder, entry, content);
            Dress(folder, Temporary, entry);
            var final = name(folder);
            folder.Rename(Temporary, folder, final);
            return real.Parent.Child(final);
        }
        catch
        {
            Discard(folder);
            throw;
        }
    }

    /// <summary>Gives what lies at one path a further name; the two may lie in different folders of one file system.</summary>
    internal BytePath Link(BytePath real, BytePath existing, Func<FolderHandle, ByteString> name)
    {
        using var source = root.OpenParent(existing);
        var folder = Begin(real);
        var final = name(folder);
        // rename(2) does nothing where both names are of the same file, and would leave the passing one.
        if (folder.TryStatus(final, out var there) && there.IsSameFile(source.Status(existing.Name))) return real.Parent.Child(final);
        folder.MakeLink(Temporary, source, existing.Name);
        try
        {
            folder.Rename(Temporary, folder, final);
            return real.Parent.Child(final);
        }
        catch
        {
            Discard(folder);
            throw;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _folder?.Dispose();

    // What a killed run left under the passing name is in the way.
    private FolderHandle Begin(BytePath real)
    {
        var folder = Folder(real.Parent);
        Discard(folder);
        return folder;
    }

    private static void Discard(FolderHandle folder)
    {
        if (folder.TryStatus(Temporary, out _)) folder.RemoveFile(Temporary);
    }

    private static void Create(FolderHandle folder, PaxEntry entry, Action<Stream> content)
    {
        switch (entry.Type)
        {
            case PaxEntryType.File:
                using (var file = new FileStream(folder.CreateFile(Temporary, 0x180), FileAccess.Write, bufferSize: 0)) content(file);
                break;
            case PaxEntryType.Symlink:
                folder.MakeSymlink(Temporary, entry.SymlinkTarget);
                break;
            case PaxEntryType.CharacterDevice:
                folder.MakeNode(Temporary, FileType.CharacterDevice, 0x180, entry.Node);
                break;
            case PaxEntryType.BlockDevice:
                folder.MakeNode(Temporary, FileType.BlockDevice, 0x180, entry.Node);
                break;
            case PaxEntryType.Fifo:
                folder.MakeNode(Temporary, FileType.Fifo, 0x180, default);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(entry), entry.Type, "made in another way");
        }
    }

    // In this order: a change of owner takes setuid and capabilities away, and all of it changes no time.
    private void Dress(FolderHandle folder, ByteString name, PaxEntry entry)
    {
        folder.SetOwner(name, owners.User(entry), owners.Group(entry));
        if (entry.Type != PaxEntryType.Symlink) folder.SetMode(name, entry.Mode);
        foreach (var attribute in entry.Xattrs) folder.SetXattr(name, attribute);
        folder.SetModified(name, entry.Modified);
    }
}
