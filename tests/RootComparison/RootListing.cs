using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using Stage3.Archives.Compressors;
using Stage3.Archives.Tar;
using Stage3.Linux;
using Stage3.Linux.Files;

namespace Stage3.RootComparison;

/// <summary>A whole root as values, be it a folder or a tarball: what two of them differ in is a list of lines.</summary>
public sealed class RootListing
{
    private readonly SortedDictionary<string, RootEntry> entries = new(StringComparer.Ordinal);

    private RootListing()
    {
    }

    /// <summary>The entries by their paths, which begin with a slash.</summary>
    public IReadOnlyDictionary<string, RootEntry> Entries => entries;

    /// <summary>Reads a folder, all of it.</summary>
    public static RootListing OfFolder(HostPath root)
    {
        var listing = new RootListing();
        var names = new Dictionary<ulong, string>();
        foreach (var entry in TreeWalk.Walk(root, descend: null, CancellationToken.None))
        {
            var (status, path) = (entry.Status, entry.Path.ToString());
            var first = status is { Type: FileType.File, Links: > 1 } ? names.TryAdd(status.Inode, path) ? path : names[status.Inode] : path;
            listing.entries.Add(path, new RootEntry(
                $"{status.Type}", Octal(status.Mode), $"{status.Uid}:{status.Gid}", Content(entry, path), Text(entry.ReadXattrs()), first));
        }

        return listing;
    }

    /// <summary>Reads a tarball to its end.</summary>
    public static RootListing OfTarball(HostPath file)
    {
        var listing = new RootListing();
        using var compressed = File.OpenRead(file.Value);
        using var plain = Compression.Xz.OpenReader(compressed, file.Name);
        var reader = new PaxReader(plain, file.Name);
        while (reader.Read() is { } entry)
        {
            var path = entry.Path.ToString();
            listing.entries.Add(path, entry.Type == PaxEntryType.HardLink
                ? listing.entries[entry.HardLinkTarget.ToString()]
                : new RootEntry($"{entry.Type}", Octal(entry.Mode), $"{entry.Uid}:{entry.Gid}", Content(entry, reader.Content, path), Text(entry.Xattrs), path));
        }

        return listing;
    }

    /// <summary>All that is different, one line a path; empty where the roots are equal.</summary>
    /// <param name="other">The other root.</param>
    /// <param name="allowed">Paths that may differ.</param>
    public ImmutableArray<string> DifferencesTo(RootListing other, Func<string, bool>? allowed = null) =>
    [
        .. from path in entries.Keys.Union(other.entries.Keys).Order(StringComparer.Ordinal)
           where allowed?.Invoke(path) != true
           let mine = entries.GetValueOrDefault(path)
           let theirs = other.entries.GetValueOrDefault(path)
           where mine != theirs
           select $"{path}: {mine?.ToString() ?? "missing"} / {theirs?.ToString() ?? "missing"}",
    ];

    /// <summary>As the other, but for what is allowed to differ.</summary>
    public ImmutableArray<string> DifferencesTo(RootListing other, ImmutableArray<AllowedDifference> allowed) =>
        DifferencesTo(other, path => allowed.Any(each => each.Allows(path)));

    private static string Content(WalkEntry entry, string path)
    {
        switch (entry.Status.Type)
        {
            case FileType.File:
                using (var stream = new FileStream(entry.OpenFile(), FileAccess.Read)) return DatabaseText.IsContents(path) ? DatabaseText.Digest(stream) : Digest(entry.Status.Size, stream);
            case FileType.Symlink:
                return entry.ReadLink().ToString();
            case FileType.CharacterDevice or FileType.BlockDevice:
                return $"{entry.Status.Node.Major},{entry.Status.Node.Minor}";
            default:
                return "";
        }
    }

    private static string Content(PaxEntry entry, Stream content, string path) => entry.Type switch
    {
        PaxEntryType.File => DatabaseText.IsContents(path) ? DatabaseText.Digest(content) : Digest(entry.Size, content),
        PaxEntryType.Symlink => entry.SymlinkTarget.ToString(),
        PaxEntryType.CharacterDevice or PaxEntryType.BlockDevice => $"{entry.Node.Major},{entry.Node.Minor}",
        _ => "",
    };

    private static string Digest(long size, Stream content) => $"{size} {Convert.ToHexStringLower(SHA256.HashData(content))}";

    private static string Octal(int mode) => Convert.ToString(mode, 8).PadLeft(4, '0');

    private static string Text(XattrList xattrs) => string.Join(' ', xattrs.Sorted().Select(each =>
        string.Create(CultureInfo.InvariantCulture, $"{each.Name}={Convert.ToHexString(each.Value.Span)}")));
}
