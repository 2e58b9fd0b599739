using System.Collections.Immutable;

namespace Stage3.Embedded.Phases;

/// <summary>
/// What sourcing one ebuild gave: its metadata, or all the reasons why it has none that can be used here.
/// </summary>
/// <param name="Source">The ebuild.</param>
/// <param name="Metadata">
/// The keys of PMS section 14.3 (DEPEND, RDEPEND, SLOT, …, EAPI, DEFINED_PHASES, INHERITED), besides PDEPEND, BDEPEND,
/// IDEPEND, each with its whitespace folded; empty where there are errors.
/// </param>
/// <param name="Errors">Why it cannot be used: it does not source, or needs what this engine has not; empty where all is well.</param>
public sealed record EbuildReading(EbuildSource Source, ImmutableSortedDictionary<string, string> Metadata, ImmutableArray<string> Errors);
