using Stage3.Embedded.Phases;
using Stage3.Embedded.Resolution;
using Stage3.Portage.BinaryPackages;
using Stage3.Portage.Configuration;

namespace Stage3.Embedded.Selection;

/// <summary>An ebuild that was read and configured, and what the resolver sees of it.</summary>
/// <param name="Source">The ebuild and where its eclasses are.</param>
/// <param name="Configured">Its metadata, its USE and the variables that its phases get.</param>
/// <param name="Origin">What it would be built from now; see <see cref="BuildInputs"/>.</param>
/// <param name="Candidate">What the resolver chooses.</param>
internal sealed record BuildableEbuild(EbuildSource Source, ConfiguredPackage Configured, BuildOrigin Origin, Candidate Candidate);
