using Stage3.Portage.Atoms;
using Stage3.Portage.Ebuilds;
using Stage3.Portage.Names;

namespace Stage3.Portage.Configuration;

/// <summary>The package that rules are matched against while its flags are not known yet.</summary>
internal sealed record PackageQuery(PackageId Id, EbuildMetadata Metadata, RepositoryName Repository, long BuildId = 0) : IAtomCandidate
{
    public Slot Slot => Metadata.Slot;

    RepositoryName? IAtomCandidate.Repository => Repository;

    public bool HasFlag(UseFlag flag) => false;

    public bool IsEnabled(UseFlag flag) => false;
}
