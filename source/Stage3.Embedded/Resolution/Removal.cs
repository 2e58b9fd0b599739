using Stage3.Portage.Atoms;

namespace Stage3.Embedded.Resolution;

/// <summary>An installed package that must go because of a package in the plan: before it is merged where the blocker is strong, after it where it is weak.</summary>
internal sealed record Removal(Candidate Package, PackageNode For, Atom Blocker, string Owner);
