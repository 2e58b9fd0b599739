using Stage3.Linux.Files;
using Stage3.Portage.BinaryPackages;

namespace Stage3.Portage.Installed;

/// <summary>
/// The keys of an entry of the installed database, written ahead of its merge and from any thread: some twenty small files that nobody then waits for. It lies outside of the database, on the
/// root's file system, and gets its place there by <see cref="InstalledDatabase.Begin"/>. Disposed before that, it is gone.
/// </summary>
public sealed class EntryDraft : IDisposable
{
    private readonly FolderHandle parent;
    private readonly ByteString name;
    private readonly BuildInfo info;
    private bool isTaken;

    private EntryDraft(FolderHandle parent, ByteString name, BuildInfo info) => (this.parent, this.name, this.info) = (parent, name, info);

    /// <summary>Writes the keys into a new folder of <paramref name="parent"/>; COUNTER and CONTENTS are those of the merge.</summary>
    public static EntryDraft Write(FolderHandle parent, ByteString name, BuildInfo info)
    {
        ArgumentNullException.ThrowIfNull(parent);
        ArgumentNullException.ThrowIfNull(info);
        var draft = new EntryDraft(parent, name, info.Without(BuildInfoKeys.Counter).Without(BuildInfoKeys.Contents));
        parent.MakeFolder(name, 0b111_101_101);
        using var folder = parent.OpenFolder(name);
        foreach (var key in draft.info.Keys) EntryFile.Create(folder, key, draft.info.Bytes(key)!.Value.AsSpan());
        return draft;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (isTaken || parent.IsClosed) return;
        isTaken = true;
        using (var folder = parent.OpenFolder(name))
            foreach (var key in folder.ReadNames()) folder.RemoveFile(key);
        parent.RemoveFolder(name);
    }

    /// <summary>Moves it to where the entry is made; false where that is on another file system.</summary>
    internal bool TryTake(FolderHandle category, ByteString passing) => isTaken = parent.TryRename(name, category, passing);

    /// <summary>Writes what is not there as <paramref name="final"/> has it, for instance the environment that a phase has left, and takes out what it has not.</summary>
    internal void Complete(FolderHandle folder, BuildInfo final)
    {
        foreach (var key in info.Keys.Where(key => !final.HasSame(key, info))) folder.RemoveFile(ByteString.Of(key));
        foreach (var key in final.Keys.Where(key => !info.HasSame(key, final))) EntryFile.Create(folder, key, final.Bytes(key)!.Value.AsSpan());
    }
}
