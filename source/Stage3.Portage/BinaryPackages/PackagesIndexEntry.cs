using System.Collections.Immutable;
using System.Globalization;
using Stage3.Portage.Names;

namespace Stage3.Portage.BinaryPackages;

/// <summary>One stanza of a <c>Packages</c> index: what is known of a binary package without opening it.</summary>
/// <param name="Package">Category, name and version.</param>
/// <param name="Values">All values by Portage's names; those that the index leaves out because they are defaults or stand in its header are here too.</param>
public sealed record PackagesIndexEntry(PackageId Package, ImmutableSortedDictionary<string, string> Values)
{
    /// <summary>A value by Portage's name; empty where the index has none.</summary>
    public string this[string key] => Values.GetValueOrDefault(key, "");

    /// <summary>The file, relative to the PKGDIR.</summary>
    public string Path => this["PATH"];

    /// <summary>Which build of the version it is; null where the index does not say.</summary>
    public int? BuildId => int.TryParse(this["BUILD_ID"], NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : null;

    /// <summary>The length of the file in bytes; 0 where the index does not say.</summary>
    public long Size => long.TryParse(this["SIZE"], NumberStyles.None, CultureInfo.InvariantCulture, out var size) ? size : 0;

    /// <summary>The time stamp of the file, seconds since 1970; 0 where the index does not say.</summary>
    public long Mtime => long.TryParse(this["_mtime_"], NumberStyles.None, CultureInfo.InvariantCulture, out var time) ? time : 0;

    /// <inheritdoc/>
    public bool Equals(PackagesIndexEntry? other) => other is not null && Package == other.Package && Values.SequenceEqual(other.Values);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Package, Values.Count);

    /// <inheritdoc/>
    public override string ToString() => Path.Length > 0 ? $"{Package} ({Path})" : Package.ToString();
}
