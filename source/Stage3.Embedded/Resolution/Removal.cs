using Stage3.Portage.Atoms;

namespace Stage3.Embedded.Resolution;

/// <summary>An installed package that must go because of packages in the plan: before they are merged where the blocker is strong, after them where it is weak.</summary>
internal sealed record Removal(Candidate Package, List<PackageNode> For, Atom Blocker, string Owner);
