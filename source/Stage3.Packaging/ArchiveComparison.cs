using System.Globalization;
using Stage3.Archives.Compressors;
using Stage3.Archives.Tar;
using Stage3.Linux;
using Stage3.Linux.Files;

namespace Stage3.Packaging;

/// <summary>Goes through two stage archives side by side, in bounded memory, to the first entry that is not the same in both.</summary>
public static class ArchiveComparison
{
    private const int Excerpt = 48;

    /// <summary>The first difference; null where both archives hold the same in the same order.</summary>
    /// <exception cref="Archives.ArchiveException">One of them cannot be read.</exception>
    public static ArchiveDifference? First(HostPath left, HostPath right, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(left);
        ArgumentNullException.ThrowIfNull(right);
        using var leftFile = File.OpenRead(left.Value);
        using var rightFile = File.OpenRead(right.Value);
        using var leftPlain = Compression.OpenReader(leftFile, left.Value, out _);
        using var rightPlain = Compression.OpenReader(rightFile, right.Value, out _);
        return First(new PaxReader(leftPlain, left.Value), new PaxReader(rightPlain, right.Value), cancellation);
    }

    private static ArchiveDifference? First(PaxReader left, PaxReader right, CancellationToken cancellation)
    {
        while (true)
        {
            cancellation.ThrowIfCancellationRequested();
            var (mine, other) = (left.Read(), right.Read());
            if (mine is null && other is null) return null;
            if (mine is null || other is null || mine.Path != other.Path) return Missing(mine, other);
            if (Described(mine, other) is { } what) return new(mine.Path, what);
            if (mine.Type == PaxEntryType.File && Content(left.Content, right.Content) is { } content) return new(mine.Path, content);
        }
    }

    // Both are sorted, so the smaller path is the one that the other archive has not.
    private static ArchiveDifference Missing(PaxEntry? mine, PaxEntry? other) =>
        other is null || (mine is not null && mine.Path < other.Path)
            ? new(mine!.Path, "only the first archive has it")
            : new(other.Path, "only the second archive has it");

    private static string? Described(PaxEntry mine, PaxEntry other) =>
        Differs("type", mine.Type, other.Type)
        ?? Differs("mode", Convert.ToString(mine.Mode, 8), Convert.ToString(other.Mode, 8))
        ?? Differs("owner", $"{mine.Uid}:{mine.Gid}", $"{other.Uid}:{other.Gid}")
        ?? Differs("time", mine.Modified, other.Modified)
        ?? Differs("size", mine.Size, other.Size)
        ?? Differs("target", mine.SymlinkTarget, other.SymlinkTarget)
        ?? Differs("first name", mine.HardLinkTarget, other.HardLinkTarget)
        ?? Differs("device", mine.Node, other.Node)
        ?? Differs("attributes", Attributes(mine), Attributes(other));

    private static string? Differs<T>(string what, T mine, T other) =>
        EqualityComparer<T>.Default.Equals(mine, other) ? null : $"{what} is {mine} in the first archive and {other} in the second";

    private static string Attributes(PaxEntry entry) =>
        string.Join(' ', entry.Xattrs.Select(attribute => $"{attribute.Name}={Convert.ToHexStringLower(attribute.Value.Span)}"));

    private static string? Content(Stream mine, Stream other)
    {
        var (left, right) = (new byte[64 * 1024], new byte[64 * 1024]);
        var at = 0L;
        while (true)
        {
            var got = mine.ReadAtLeast(left, left.Length, throwOnEndOfStream: false);
            var there = other.ReadAtLeast(right, right.Length, throwOnEndOfStream: false);
            var same = left.AsSpan(0, got).CommonPrefixLength(right.AsSpan(0, there));
            if (same < got || same < there)
                return string.Create(
                    CultureInfo.InvariantCulture,
                    $"content differs from byte {at + same} on: '{Show(left, same, got)}' in the first archive and '{Show(right, same, there)}' in the second");
            if (got == 0) return null;
            at += got;
        }
    }

    // A little before the difference too, so that one sees what it is about.
    private static string Show(byte[] content, int at, int length)
    {
        var from = Math.Max(0, at - (Excerpt / 2));
        return ByteString.Of(content.AsSpan(from, Math.Min(Excerpt, length - from))).ToString();
    }
}
