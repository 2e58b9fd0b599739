using System.Collections.Immutable;
using Stage3.Linux;
using Stage3.Reports;

namespace Stage3.Steps;

/// <summary>The finished root has findings at or above the gate; nothing is packed.</summary>
public sealed class ChrootUnsoundException(HostPath root, ImmutableArray<Finding> findings, Severity gate = Severity.Error) : Stage3Exception(
    $"the root has {findings.Count(finding => finding.Severity >= gate)} findings that are {(gate == Severity.Error ? "errors" : $"{gate.ToString().ToLowerInvariant()}s or worse")}",
    root.Value,
    "mend what each finding names in its remedy, and run the same target again")
{
    /// <summary>All findings, the worst first.</summary>
    public ImmutableArray<Finding> Findings { get; } = findings;
}
