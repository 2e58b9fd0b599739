using Stage3.Archives.Digests;
using Stage3.Linux.Files;
using Stage3.Portage.Accounts;

namespace Stage3.Chroot;

/// <summary>Files of the root by path, read-only and bounded, as a process inside the root would find them.</summary>
internal sealed class RootFiles(RootFolder root)
{
    /// <summary>Bytes of a text file that are read: 4 MiB. No configuration file comes near it.</summary>
    public const int LargestText = 4 << 20;

    /// <summary>What is at the path, symlinks followed inside; null where nothing is, or where links go in circles.</summary>
    public FoundEntry? Find(string path) => BytePath.TryParse(AccountText.Encode(path), out var parsed) ? Find(parsed) : null;

    /// <summary>As <see cref="Find(string)"/>.</summary>
    public FoundEntry? Find(BytePath path)
    {
        try
        {
            return RootLookup.Find(root, path);
        }
        catch (FileException)
        {
            return null;
        }
    }

    /// <summary>The text of a regular file; null where there is none, or where it is longer than <see cref="LargestText"/>.</summary>
    public string? ReadText(string path) => ReadBytes(path, LargestText) is { } bytes ? AccountText.Decode(bytes) : null;

    /// <summary>The content of a regular file; null where there is none, or where it is longer than that.</summary>
    public byte[]? ReadBytes(string path, long largest) =>
        Find(path) is { Status.Type: FileType.File } entry && entry.Status.Size <= largest ? ReadBytes(entry) : null;

    /// <summary>What is at the path, its last component not followed; null where nothing is.</summary>
    public FileStatus? Status(BytePath path)
    {
        try
        {
            return root.TryStatus(path, out var status) ? status : null;
        }
        catch (FileException)
        {
            return null;
        }
    }

    /// <summary>Where the symlink at the path points to.</summary>
    public ByteString ReadLink(BytePath path)
    {
        using var folder = root.OpenParent(path);
        return folder.ReadLink(path.Name);
    }

    /// <summary>The MD5 of the regular file at the path, as CONTENTS has it.</summary>
    public string Md5(BytePath path)
    {
        using var folder = root.OpenParent(path);
        using var stream = new FileStream(folder.OpenFile(path.Name), FileAccess.Read, bufferSize: 0);
        return Digest.Of(DigestKind.Md5, stream).Hex;
    }

    /// <summary>Names in a folder, sorted by their bytes; empty where there is no such folder.</summary>
    public IReadOnlyList<string> Names(string path)
    {
        if (Find(path) is not { Status.IsFolder: true } entry) return [];
        using var folder = root.OpenFolder(entry.Path);
        return [.. folder.ReadNames().Select(name => AccountText.Decode(name.Span))];
    }

    private byte[] ReadBytes(FoundEntry entry)
    {
        using var folder = root.OpenParent(entry.Path);
        using var file = folder.OpenFile(entry.Path.Name);
        var bytes = new byte[entry.Status.Size];
        var length = RandomAccess.Read(file, bytes, 0);
        return length == bytes.Length ? bytes : bytes[..length];
    }
}
