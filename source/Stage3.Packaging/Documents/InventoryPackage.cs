using System.Collections.Immutable;

namespace Stage3.Packaging.Documents;

/// <summary>One package of a stage.</summary>
/// <param name="Name">Category and name: <c>sys-apps/dbus</c>.</param>
/// <param name="Version">Version with revision: <c>1.14-r1</c>.</param>
/// <param name="Slot">Slot and sub-slot.</param>
/// <param name="Repository">The repository that its ebuild came from; null where the database does not say.</param>
/// <param name="Use">The flags that are on, among its own, in ordinal order.</param>
/// <param name="Size">Bytes of the files that it brought; null where the database does not say.</param>
/// <param name="License">Its licence as the ebuild says it, conditionals evaluated; empty where it says none.</param>
/// <param name="Homepage">The first of its home pages; null where there is none.</param>
public sealed record InventoryPackage(
    string Name, string Version, string Slot, string? Repository, ImmutableArray<string> Use, long? Size, string License, string? Homepage)
{
    /// <summary>Name and version: <c>sys-apps/dbus-1.14-r1</c>.</summary>
    public string Id => $"{Name}-{Version}";

    /// <summary>Equal by content.</summary>
    public bool Equals(InventoryPackage? other) =>
        other is not null && Name == other.Name && Version == other.Version && Slot == other.Slot && Repository == other.Repository
        && Use.SequenceEqual(other.Use) && Size == other.Size && License == other.License && Homepage == other.Homepage;

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Name, Version, Slot);
}
