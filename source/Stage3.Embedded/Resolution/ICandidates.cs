using Stage3.Portage.Libraries;
using Stage3.Portage.Names;

namespace Stage3.Embedded.Resolution;

/// <summary>All packages that can be merged, from ebuild repositories and binary packages: asked by name, so that only what is needed is read.</summary>
public interface ICandidates
{
    /// <summary>All candidates of this name, hindered ones too, in any order; none where there is no such package. Asked twice, the same objects come.</summary>
    IReadOnlyList<Candidate> Of(PackageName name);

    /// <summary>The names of all packages some candidate of which is known to have the library; of what is yet to be built, nothing is known.</summary>
    IEnumerable<PackageName> Providing(Soname soname) => [];
}
