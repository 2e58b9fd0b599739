using System.Collections.Immutable;

namespace Stage3.Eclasses.Probing;

/// <summary>What the probe found out about one set of eclasses.</summary>
/// <param name="Subjects">One for each eclass that is there, in the order of the probe.</param>
public sealed record ProbeReport(ImmutableArray<SubjectReport> Subjects)
{
    /// <summary>The report on one eclass, by its name without suffix; null where the set has none.</summary>
    public SubjectReport? this[string subject] => Subjects.FirstOrDefault(report => report.Subject == subject);

    /// <summary>The first eclass that misbehaves, if one does.</summary>
    public SubjectReport? Broken => Subjects.FirstOrDefault(report => report.Awareness == Awareness.Broken);

    /// <summary>True where every eclass honours ROOT.</summary>
    public bool HonoursRoot => Subjects.All(report => report.Awareness == Awareness.Root);
}
