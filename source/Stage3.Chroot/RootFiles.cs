using Stage3.Linux.Files;

namespace Stage3.Chroot;

/// <summary>Files of the root by path, read-only and bounded, as a process inside the root would find them.</summary>
internal sealed class RootFiles(RootFolder root)
{
    /// <summary>Bytes of a text file that are read: 4 MiB. No configuration file comes near it.</summary>
    public const int LargestText = 4 << 20;

    /// <summary>What is at the path, symlinks followed inside; null where nothing is, or where links go in circles.</summary>
    public FoundEntry? Find(string path)
    {
        if (!BytePath.TryParse(Stage3.Portage.Accounts.AccountText.Encode(path), out var parsed)) return null;
        try
        {
            return RootLookup.Find(root, parsed);
        }
        catch (FileException)
        {
            return null;
        }
    }

    /// <summary>The text of a regular file; null where there is none, or where it is longer than <see cref="LargestText"/>.</summary>
    public string? ReadText(string path) =>
        Find(path) is { Status: { Type: FileType.File, Size: <= LargestText } } entry ? ReadText(entry) : null;

    /// <summary>Names in a folder, sorted by their bytes; empty where there is no such folder.</summary>
    public IReadOnlyList<string> Names(string path)
    {
        if (Find(path) is not { Status.IsFolder: true } entry) return [];
        using var folder = root.OpenFolder(entry.Path);
        return [.. folder.ReadNames().Select(name => Stage3.Portage.Accounts.AccountText.Decode(name.Span))];
    }

    private string? ReadText(FoundEntry entry)
    {
        using var folder = root.OpenParent(entry.Path);
        using var file = folder.OpenFile(entry.Path.Name);
        var bytes = new byte[entry.Status.Size];
        var length = RandomAccess.Read(file, bytes, 0);
        return Stage3.Portage.Accounts.AccountText.Decode(bytes.AsSpan(0, length));
    }
}
