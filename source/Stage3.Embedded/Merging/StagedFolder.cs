using Stage3.Linux.Files;

namespace Stage3.Embedded.Merging;

/// <summary>The folder that one image is unpacked into. Disposed, it is gone with all that was not taken out of it.</summary>
internal sealed class StagedFolder(FolderHandle parent, ByteString name) : IDisposable
{
    private bool _gone;

    internal FolderHandle Folder { get; } = parent.OpenFolder(name);

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_gone) return;
        _gone = true;
        if (!parent.IsClosed && !parent.TryRemoveFolder(name))
        {
            foreach (var left in Folder.ReadNames()) Folder.RemoveFile(left);
            parent.RemoveFolder(name);
        }

        Folder.Dispose();
    }
}
