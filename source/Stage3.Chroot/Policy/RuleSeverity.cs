using Stage3.Reports;

namespace Stage3.Chroot.Policy;

/// <summary>Rules whose findings weigh otherwise than the rules themselves say.</summary>
/// <param name="Rules">The rules' ids; <c>leftovers/*</c> is a whole group.</param>
/// <param name="Severity">How much they matter; null where they are not looked at.</param>
/// <param name="Reason">Why; the report repeats it.</param>
public sealed record RuleSeverity(PathPattern Rules, Severity? Severity, string Reason);
