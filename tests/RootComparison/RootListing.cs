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

    // What files of the database say, by path, colon and name.
    private readonly Dictionary<string, RootEntry> parts = new(StringComparer.Ordinal);

    private RootListing()
    {
    }

    /// <summary>The entries by their paths, which begin with a slash.</summary>
    public IReadOnlyDictionary<string, RootEntry> Entries => entries;

    /// <summary>Reads a folder, all of it.</summary>
    /// <param name="root">The folder.</param>
    /// <param name="withTimes">Whether the times of files count that packages own, and those that CONTENTS records: those of one binary package, wherever it is merged.</param>
    public static RootListing OfFolder(HostPath root, bool withTimes = false)
    {
        var listing = new RootListing();
        var names = new Dictionary<ulong, string>();
        var times = new Dictionary<string, string>(StringComparer.Ordinal);
        var owned = new HashSet<string>(StringComparer.Ordinal);
        foreach (var entry in TreeWalk.Walk(root, descend: null, CancellationToken.None))
        {
            var (status, path) = (entry.Status, entry.Path.ToString());
            var first = status is { Type: FileType.File, Links: > 1 } ? names.TryAdd(status.Inode, path) ? path : names[status.Inode] : path;
            if (status.Type == FileType.File) times[path] = $"{status.Modified.Seconds}";
            using var content = status.Type == FileType.File ? new FileStream(entry.OpenFile(), FileAccess.Read) : Stream.Null;
            listing.Add(path, new RootEntry(
                $"{status.Type}", Octal(status.Mode), $"{status.Uid}:{status.Gid}", "", Text(entry.ReadXattrs()), first, ""), Content(entry, content, path), content, withTimes ? owned : null);
        }

        foreach (var path in owned.Where(path => times.ContainsKey(path) && listing.entries.ContainsKey(path))) listing.entries[path] = listing.entries[path] with { Modified = times[path] };
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
            if (entry.Type == PaxEntryType.HardLink) listing.entries.Add(path, listing.entries[entry.HardLinkTarget.ToString()]);
            else
            {
                listing.Add(path, new RootEntry($"{entry.Type}", Octal(entry.Mode), $"{entry.Uid}:{entry.Gid}", "", Text(entry.Xattrs), path, ""),
                    Content(entry, reader.Content, path), reader.Content, owned: null);
            }
        }

        return listing;
    }

    private RootEntry? Of(string path) => entries.TryGetValue(path, out var entry) || parts.TryGetValue(path, out entry) ? entry : null;

    // Files of the database are listed by what they say, besides their owners and modes.
    private void Add(string path, RootEntry entry, string? content, Stream stream, HashSet<string>? owned)
    {
        entries.Add(path, entry with { Content = content ?? "" });
        if (content is not null) return;
        if (DatabaseText.IsContents(path))
        {
            foreach (var (each, part) in DatabaseText.Contents(stream, owned is not null))
            {
                parts[$"{path}: {each}"] = part;
                owned?.Add(each.ToString());
            }
        }
        else foreach (var (name, part) in DatabaseText.IsLinkage(path) ? DatabaseText.Linkage(stream) : DatabaseText.Environment(stream, path)) parts[$"{path}: {name}"] = part;
    }

    /// <summary>All that is different, one line a path; empty where the roots are equal.</summary>
    /// <param name="other">The other root.</param>
    /// <param name="allowed">Paths that may differ.</param>
    public ImmutableArray<string> DifferencesTo(RootListing other, Func<string, bool>? allowed = null) =>
    [
        .. from path in entries.Keys.Concat(parts.Keys).Union(other.entries.Keys).Union(other.parts.Keys).Order(StringComparer.Ordinal)
           where allowed?.Invoke(path) != true
           let mine = Of(path)
           let theirs = other.Of(path)
           where mine != theirs
           select $"{path}: {mine?.ToString() ?? "missing"} / {theirs?.ToString() ?? "missing"}",
    ];

    /// <summary>As the other, but for what is allowed to differ.</summary>
    public ImmutableArray<string> DifferencesTo(RootListing other, ImmutableArray<AllowedDifference> allowed) =>
        DifferencesTo(other, path => allowed.Any(each => each.Allows(path)));

    // Null where it is listed part by part.
    private static string? Content(WalkEntry entry, Stream content, string path) => entry.Status.Type switch
    {
        FileType.File => IsListed(path) ? null : Digest(entry.Status.Size, content),
        FileType.Symlink => entry.ReadLink().ToString(),
        FileType.CharacterDevice or FileType.BlockDevice => $"{entry.Status.Node.Major},{entry.Status.Node.Minor}",
        _ => "",
    };

    private static string? Content(PaxEntry entry, Stream content, string path) => entry.Type switch
    {
        PaxEntryType.File => IsListed(path) ? null : Digest(entry.Size, content),
        PaxEntryType.Symlink => entry.SymlinkTarget.ToString(),
        PaxEntryType.CharacterDevice or PaxEntryType.BlockDevice => $"{entry.Node.Major},{entry.Node.Minor}",
        _ => "",
    };

    private static bool IsListed(string path) => DatabaseText.IsContents(path) || DatabaseText.IsEnvironment(path) || DatabaseText.IsLinkage(path);

    private static string Digest(long size, Stream content) => $"{size} {Convert.ToHexStringLower(SHA256.HashData(content))}";

    private static string Octal(int mode) => Convert.ToString(mode, 8).PadLeft(4, '0');

    private static string Text(XattrList xattrs) => string.Join(' ', xattrs.Sorted().Select(each =>
        string.Create(CultureInfo.InvariantCulture, $"{each.Name}={Convert.ToHexString(each.Value.Span)}")));
}
