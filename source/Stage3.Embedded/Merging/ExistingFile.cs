using Stage3.Archives.Digests;
using Stage3.Linux.Files;
using Stage3.Portage.Installed;

namespace Stage3.Embedded.Merging;

/// <summary>Questions about a file of the root.</summary>
internal static class ExistingFile
{
    /// <summary>The MD5 of a regular file; null for all else, and where there is nothing.</summary>
    internal static string? Md5(FolderHandle folder, ByteString name)
    {
        if (!folder.TryStatus(name, out var status) || status.Type != FileType.File) return null;
        using var content = new FileStream(folder.OpenFile(name), FileAccess.Read, bufferSize: 0);
        return Digest.Of(DigestKind.Md5, content).Hex;
    }

    /// <summary>Whether a file or symlink is as its package installed it.</summary>
    internal static bool IsUnchanged(FolderHandle folder, ByteString name, ContentsEntry recorded) => recorded.Kind switch
    {
        ContentsKind.File => Md5(folder, name) == recorded.Md5,
        ContentsKind.Symlink => folder.TryStatus(name, out var status) && status.Type == FileType.Symlink && folder.ReadLink(name) == recorded.Target,
        _ => true,
    };
}
