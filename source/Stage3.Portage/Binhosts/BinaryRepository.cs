using System.Collections.Immutable;
using Stage3.Portage.Atoms;
using Stage3.Portage.BinaryPackages;
using Stage3.Portage.Names;

namespace Stage3.Portage.Binhosts;

/// <summary>A binhost as binrepos.conf of portage(5) declares one, or as an address alone does.</summary>
/// <param name="Address">Where it is: <c>sync-uri</c>.</param>
public sealed record BinaryRepository(BinhostAddress Address)
{
    /// <summary>Whether its packages must be signed: <c>verify-signature</c>. Null leaves that to FEATURES.</summary>
    public bool? VerifySignature { get; init; }

    /// <summary>Whether the index that is kept is taken unasked: <c>frozen</c>.</summary>
    public bool Frozen { get; init; }

    /// <summary>All that is taken from it: <c>getbinpkg-include</c>. Empty is everything.</summary>
    public ImmutableArray<PackagePattern> Included { get; init; } = [];

    /// <summary>What is not: <c>getbinpkg-exclude</c>.</summary>
    public ImmutableArray<PackagePattern> Excluded { get; init; } = [];

    /// <summary>Whether a package of its index may be taken.</summary>
    public bool Offers(PackagesIndexEntry entry)
    {
        if (Included.IsEmpty && Excluded.IsEmpty) return true;
        var package = new Indexed(entry);
        return (Included.IsEmpty || Included.Any(pattern => pattern.Matches(package))) && !Excluded.Any(pattern => pattern.Matches(package));
    }

    /// <inheritdoc/>
    public bool Equals(BinaryRepository? other) =>
        other is not null && Address == other.Address && VerifySignature == other.VerifySignature && Frozen == other.Frozen
        && Included.SequenceEqual(other.Included) && Excluded.SequenceEqual(other.Excluded);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Address, VerifySignature, Frozen);

    /// <inheritdoc/>
    public override string ToString() => Address.ToString();

    private sealed record Indexed(PackagesIndexEntry Entry) : IAtomCandidate
    {
        public PackageId Id => Entry.Package;

        public Slot Slot => Slot.TryParse(Entry["SLOT"], out var slot) ? slot : Slot.Zero;

        public RepositoryName? Repository => RepositoryName.TryParse(Entry[BuildInfoKeys.Repository], out var name) ? name : null;

        public bool HasFlag(UseFlag flag) => false;

        public bool IsEnabled(UseFlag flag) => false;
    }
}
