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

    /// <summary>What is taken from it: <c>getbinpkg-include</c>, <c>getbinpkg-exclude</c>.</summary>
    public PackageLists Taken { get; init; } = PackageLists.All;

    /// <summary>Why a package of its index is not taken, in words; null where it is. What <paramref name="command"/> says goes before what is said of this one.</summary>
    public string? Refusal(PackagesIndexEntry entry, PackageLists command)
    {
        var lists = (command ?? throw new ArgumentNullException(nameof(command))).Over(Taken);
        return lists == PackageLists.All ? null : lists.Refusal(new Indexed(entry), "getbinpkg");
    }

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
