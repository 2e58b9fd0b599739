using System.Collections.Immutable;
using Stage3.Linux;
using Stage3.Reports;

namespace Stage3.Steps;

/// <summary>The finished root has errors; nothing is packed.</summary>
public sealed class ChrootUnsoundException(HostPath root, ImmutableArray<Finding> findings) : Stage3Exception(
    $"the finished root has {findings.Count(finding => finding.Severity == Severity.Error)} errors; nothing is packed",
    root.Value,
    "mend what each finding names in its remedy, and run the same target again")
{
    /// <summary>All findings, the worst first.</summary>
    public ImmutableArray<Finding> Findings { get; } = findings;
}
