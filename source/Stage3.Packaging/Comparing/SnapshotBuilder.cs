using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Stage3.Archives.Tar;
using Stage3.Linux;
using Stage3.Linux.Files;
using Stage3.Packaging.Normalising;
using Stage3.Portage.BinaryPackages;
using Stage3.Portage.Installed;
using Stage3.Portage.Names;

namespace Stage3.Packaging.Comparing;

/// <summary>Takes entries as they come, from wherever, and keeps what a comparison looks at.</summary>
internal sealed class SnapshotBuilder
{
    private const int LargestText = 256 * 1024;
    private const int LargestKey = 64 << 20;
    private readonly ImmutableSortedDictionary<string, StagedFile>.Builder _files = ImmutableSortedDictionary.CreateBuilder<string, StagedFile>(StringComparer.Ordinal);
    private readonly ImmutableDictionary<string, string>.Builder _owners = ImmutableDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
    private readonly ImmutableSortedDictionary<string, ReadOnlyMemory<byte>>.Builder _texts = ImmutableSortedDictionary.CreateBuilder<string, ReadOnlyMemory<byte>>(StringComparer.Ordinal);
    private readonly SortedDictionary<string, Dictionary<string, string>> _packages = new(StringComparer.Ordinal);

    /// <summary>Takes an entry.</summary>
    /// <param name="entry">The entry.</param>
    /// <param name="tellsAttributes">Whether its source tells extended attributes.</param>
    /// <param name="open">Its content; null where the source has none.</param>
    public void Add(PaxEntry entry, bool tellsAttributes, Func<Stream>? open)
    {
        var path = entry.Path.ToString();
        var first = entry.Type == PaxEntryType.HardLink ? _files.GetValueOrDefault(entry.HardLinkTarget.ToString()) : null;
        _files[path] = first is null ? File(entry, tellsAttributes) : first with { Size = 0 };
        if (InstalledKey.Of(path) is { } key) AddKey(key, entry, open);
        else if (open is not null && entry.Type == PaxEntryType.File && entry.Size <= LargestText && path.StartsWith("/etc/", StringComparison.Ordinal)) AddText(path, open);
    }

    public StageSnapshot Build(string name) =>
        new(name, _files.ToImmutable(), [.. _packages.Select(Package).OfType<StagedPackage>()], _owners.ToImmutable(), _texts.ToImmutable());

    private static StagedFile File(PaxEntry entry, bool tellsAttributes)
    {
        var capability = entry.Xattrs.Where(attribute => attribute.Name.Span.SequenceEqual("security.capability"u8))
            .Select(attribute => Convert.ToHexStringLower(attribute.Value.Span)).FirstOrDefault("");
        return new(
            entry.Type == PaxEntryType.HardLink ? PaxEntryType.File : entry.Type,
            entry.Mode, Owner(entry.Uid, entry.UserName, tellsAttributes), Owner(entry.Gid, entry.GroupName, tellsAttributes), entry.Size, entry.SymlinkTarget.ToString(), tellsAttributes ? capability : null);
    }

    // A list has either, archives and roots have the number at any rate.
    private static string Owner(uint id, ByteString name, bool tellsNumbers) =>
        tellsNumbers || name.IsEmpty ? id.ToString(CultureInfo.InvariantCulture) : name.ToString();

    private void AddKey(InstalledKey key, PaxEntry entry, Func<Stream>? open)
    {
        if (!_packages.TryGetValue(key.Package, out var keys)) _packages.Add(key.Package, keys = new(StringComparer.Ordinal));
        if (open is null || entry.Type != PaxEntryType.File || entry.Size > LargestKey) return;
        if (key.Key is BuildInfoKeys.Use or BuildInfoKeys.IUseEffective or BuildInfoKeys.Slot) keys[key.Key] = Encoding.UTF8.GetString(Read(open)).Trim();
        if (key.Key is not BuildInfoKeys.Contents || !PackageId.TryParse(key.Package, out var id)) return;
        foreach (var owned in Contents.Parse(Read(open), HostPath.Parse(entry.Path.ToString())).Entries)
            if (owned.Kind != ContentsKind.Folder) _owners[owned.Path.ToString()] = id.Name.ToString();
    }

    private void AddText(string path, Func<Stream> open)
    {
        var content = Read(open);
        if (!content.Contains((byte)0)) _texts[path] = content;
    }

    private static StagedPackage? Package(KeyValuePair<string, Dictionary<string, string>> package)
    {
        if (!PackageId.TryParse(package.Key, out var id)) return null;
        var known = Words(package.Value, BuildInfoKeys.IUseEffective).ToHashSet(StringComparer.Ordinal);
        var use = package.Value.Count == 0 ? null : string.Join(' ', Words(package.Value, BuildInfoKeys.Use).Where(known.Contains).Order(StringComparer.Ordinal));
        return new(id, package.Value.GetValueOrDefault(BuildInfoKeys.Slot, "").Split('/')[0], use);
    }

    private static string[] Words(Dictionary<string, string> keys, string key) =>
        keys.GetValueOrDefault(key, "").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);

    private static byte[] Read(Func<Stream> open)
    {
        using var copy = new MemoryStream();
        using var stream = open();
        stream.CopyTo(copy);
        return copy.ToArray();
    }
}
