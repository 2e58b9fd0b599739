using Microsoft.Win32.SafeHandles;
using Stage3.Chroot.Roots;
using Stage3.Linux.Elf;
using Stage3.Linux.Files;
using Stage3.Portage.Accounts;

namespace Stage3.Chroot;

/// <summary>
/// Files of the root by path, read-only and bounded, as a process inside the root would find them. What vanishes or may not be read
/// is as good as not there.
/// </summary>
internal sealed class RootFiles(RootFolder root, RecordedFiles recorded)
{
    /// <summary>Bytes of a text file that are read: 4 MiB. No configuration file comes near it.</summary>
    public const int LargestText = 4 << 20;

    /// <summary>What is at the path, symlinks followed inside; null where nothing is, or where links go in circles.</summary>
    public FoundEntry? Find(string path) => BytePath.TryParse(AccountText.Encode(path), out var parsed) ? Find(parsed) : null;

    /// <summary>As <see cref="Find(string)"/>.</summary>
    public FoundEntry? Find(BytePath path) =>
        Try(() => RootLookup.Find(root, path)) is { } found ? new FoundEntry(found.Path, recorded.Of(found.Status)) : null;

    /// <summary>As <see cref="Find(string)"/>, of a path that may have <c>..</c> in it.</summary>
    public FoundEntry? FindBelow(string path)
    {
        var here = BytePath.Root;
        foreach (var component in path.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            if (component == ".") continue;
            if (component == "..") here = here.Parent;
            else if (Find(here.Child(ByteString.Of(AccountText.Encode(component)))) is { } next) here = next.Path;
            else return null;
        }
        return Find(here);
    }

    /// <summary>The text of a regular file; null where there is none, or where it is longer than <see cref="LargestText"/>.</summary>
    public string? ReadText(string path) => ReadBytes(path, LargestText) is { } bytes ? AccountText.Decode(bytes) : null;

    /// <summary>The content of a regular file; null where there is none, or where it is longer than that.</summary>
    public byte[]? ReadBytes(string path, long largest) =>
        Find(path) is { Status.Type: FileType.File } entry && entry.Status.Size <= largest ? ReadBytes(entry) : null;

    /// <summary>What is at the path, its last component not followed; null where nothing is.</summary>
    public FileStatus? Status(BytePath path) =>
        Try<FileStatus>(() => root.TryStatus(path, out var status) ? recorded.Of(status) : null);

    /// <summary>Where the symlink at the path points to; empty where there is none any more.</summary>
    public ByteString ReadLink(BytePath path) => Try<ByteString>(() =>
    {
        using var folder = root.OpenParent(path);
        return folder.ReadLink(path.Name);
    }) ?? default;

    /// <summary>What is made of the regular file at the path; null where it cannot be read any more.</summary>
    public T? Open<T>(BytePath path, Func<SafeFileHandle, T?> read) where T : class
    {
        try
        {
            using var folder = root.OpenParent(path);
            using var file = folder.OpenFile(path.Name);
            return read(file);
        }
        catch (FileException)
        {
            return null;
        }
    }

    /// <summary>What the loader would read of the file at the path; null where it is no ELF file.</summary>
    public ElfFile? ReadElf(string path) => Find(path) is { Status.Type: FileType.File } entry ? Open(entry.Path, ElfFile.Read) : null;

    /// <summary>Names in a folder, sorted by their bytes; empty where there is no such folder.</summary>
    public IReadOnlyList<string> Names(string path)
    {
        if (Find(path) is not { Status.IsFolder: true } entry) return [];
        try
        {
            using var folder = root.OpenFolder(entry.Path);
            return [.. folder.ReadNames().Select(name => AccountText.Decode(name.Span))];
        }
        catch (FileException)
        {
            return [];
        }
    }

    private byte[]? ReadBytes(FoundEntry entry)
    {
        try
        {
            using var folder = root.OpenParent(entry.Path);
            using var file = folder.OpenFile(entry.Path.Name);
            var bytes = new byte[entry.Status.Size];
            var length = RandomAccess.Read(file, bytes, 0);
            return length == bytes.Length ? bytes : bytes[..length];
        }
        catch (FileException)
        {
            return null;
        }
    }

    private static T? Try<T>(Func<T?> look) where T : struct
    {
        try
        {
            return look();
        }
        catch (FileException)
        {
            return null;
        }
    }
}
