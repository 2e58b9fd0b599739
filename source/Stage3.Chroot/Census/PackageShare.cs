using System.Collections.Immutable;

namespace Stage3.Chroot.Census;

/// <summary>What one package has in the root.</summary>
/// <param name="Package">Category, name and version; <see cref="Nobody"/> for what no package brought.</param>
/// <param name="Files">How many files, symlinks and others, without folders.</param>
/// <param name="Bytes">The size of its regular files; hard links count once each name.</param>
/// <param name="Owners">Owners other than root:root, each with how many files and folders: <c>root:messagebus 1</c>.</param>
public sealed record PackageShare(string Package, long Files, long Bytes, ImmutableArray<string> Owners)
{
    /// <summary>Stands for no package.</summary>
    public const string Nobody = "(no package)";

    /// <summary>Equal by content.</summary>
    public bool Equals(PackageShare? other) =>
        other is not null && Package == other.Package && Files == other.Files && Bytes == other.Bytes && Owners.SequenceEqual(other.Owners);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Package, Files, Bytes);
}
