using Stage3.Linux;
using Stage3.Linux.Files;

namespace Stage3.Portage.Installed;

/// <summary>Files of an entry of the installed database: regular ones only, for a symlink may lead out of the root and a pipe waits for ever.</summary>
internal static class EntryFile
{
    /// <summary>The content; null where there is no regular file of that name.</summary>
    /// <exception cref="FileException">It cannot be read.</exception>
    public static byte[]? Read(HostPath file)
    {
        if (!file.Parent.IsFolder) return null;
        using var folder = FolderHandle.Open(file.Parent);
        return Read(folder, ByteString.Of(file.Name));
    }

    /// <summary>As <see cref="Read(HostPath)"/>, of a folder that is open.</summary>
    public static byte[]? Read(FolderHandle folder, ByteString name)
    {
        if (!folder.TryStatus(name, out var status) || status.Type != FileType.File) return null;
        using var stream = new FileStream(folder.OpenFile(name), FileAccess.Read, bufferSize: 0);
        using var content = new MemoryStream((int)Math.Min(status.Size, Array.MaxLength));
        stream.CopyTo(content);
        return content.ToArray();
    }

    /// <summary>Makes a key of an entry. The umask is the caller's; what others may read of an entry is not.</summary>
    public static void Create(FolderHandle folder, string key, ReadOnlySpan<byte> content)
    {
        using var file = folder.BeginFile(ByteString.Of(key));
        file.Write(content);
        file.SetMode(0b110_100_100);
    }

    /// <summary>Writes a text; a symlink or anything else that stands there is taken away first, for it may lead out of the root.</summary>
    /// <exception cref="FileException">It cannot be taken away.</exception>
    public static void Write(HostPath file, string text)
    {
        using (var folder = FolderHandle.Open(file.Parent.EnsureFolder()))
        {
            var name = ByteString.Of(file.Name);
            if (folder.TryStatus(name, out var status) && status.Type != FileType.File) folder.RemoveFile(name);
        }
        File.WriteAllText(file.Value, text);
    }
}
