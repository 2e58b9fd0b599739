using Stage3.Archives.Tar;
using Stage3.Linux.Files;

namespace Stage3.Embedded.Merging;

/// <summary>
/// Puts single entries into a root. Everything has its owner, mode, attributes and time before it has its name: who looks at the root meanwhile sees
/// the old or the new one, whole.
/// </summary>
internal sealed class RootWriter(RootFolder root, Owners owners) : IDisposable
{
    private static readonly ByteString Temporary = ByteString.Of(".stage3-placing");
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
        Dressing.Apply(folder, name, entry, owners.User(entry), owners.Group(entry));
    }

    /// <summary>Gives a staged file its place; what is there is replaced.</summary>
    /// <param name="real">The path.</param>
    /// <param name="staging">Where it lies.</param>
    /// <param name="member">What it is.</param>
    /// <param name="name">Asked for the final name in the folder of the path; empty where it gets none.</param>
    /// <returns>Where it lies now; null where it stays where it was.</returns>
    internal BytePath? Place(BytePath real, FolderHandle staging, StagedMember member, Func<FolderHandle, ByteString> name)
    {
        if (!member.IsDressed) Dressing.Apply(staging, member.Name, member.Entry, owners.User(member.Entry), owners.Group(member.Entry));
        var folder = Folder(real.Parent);
        var final = name(folder);
        if (final.IsEmpty) return null;
        if (!staging.TryRename(member.Name, folder, final)) Carry(staging, member, folder, final);
        return real.Parent.Child(final);
    }

    /// <summary>Gives what lies at one path a further name; the two may lie in different folders of one file system.</summary>
    internal BytePath? Link(BytePath real, BytePath existing, Func<FolderHandle, ByteString> name)
    {
        using var source = root.OpenParent(existing);
        var folder = Folder(real.Parent);
        Discard(folder);
        var final = name(folder);
        if (final.IsEmpty) return null;
        // rename(2) does nothing where both names are of the same file, and would leave the passing one.
        if (folder.TryStatus(final, out var there) && there.IsSameFile(source.Status(existing.Name))) return real.Parent.Child(final);
        folder.MakeLink(Temporary, source, existing.Name);
        RenameInto(folder, final);
        return real.Parent.Child(final);
    }

    /// <inheritdoc/>
    public void Dispose() => _folder?.Dispose();

    // Where something else is mounted in the root, what was staged beside it must be copied.
    private void Carry(FolderHandle staging, StagedMember member, FolderHandle folder, ByteString final)
    {
        Discard(folder);
        if (member.Entry.Type != PaxEntryType.File) Dressing.Create(folder, Temporary, member.Entry);
        else
        {
            using var content = new FileStream(staging.OpenFile(member.Name), FileAccess.Read, bufferSize: 0);
            using var file = folder.BeginFile(Temporary);
            var buffer = new byte[128 * 1024];
            int got;
            while ((got = content.Read(buffer)) > 0) file.Write(buffer.AsSpan(0, got));
            // The root's file system is synced as a whole, this one is not.
            file.Sync();
        }

        Dressing.Apply(folder, Temporary, member.Entry, owners.User(member.Entry), owners.Group(member.Entry));
        RenameInto(folder, final);
    }

    private static void RenameInto(FolderHandle folder, ByteString final)
    {
        try
        {
            folder.Rename(Temporary, folder, final);
        }
        catch
        {
            Discard(folder);
            throw;
        }
    }

    // What a killed run left under the passing name is in the way.
    private static void Discard(FolderHandle folder)
    {
        if (folder.TryStatus(Temporary, out _)) folder.RemoveFile(Temporary);
    }
}
