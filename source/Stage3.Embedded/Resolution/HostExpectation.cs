using Stage3.Portage.Atoms;
using Stage3.Portage.Dependencies;
using Stage3.Portage.Ebuilds;

namespace Stage3.Embedded.Resolution;

/// <summary>What a package needs of the build host: its BDEPEND or IDEPEND, conditions settled. Nobody checked it.</summary>
public sealed record HostExpectation(Candidate RequiredBy, DependencyKind Kind, DependencySpec<Atom> Dependencies)
{
    /// <inheritdoc/>
    public override string ToString() => $"{(Kind == DependencyKind.Install ? "IDEPEND" : "BDEPEND")} of {RequiredBy.Id}: {Dependencies}";
}
