using Stage3.Reports;

namespace Stage3.Chroot.Policy;

/// <summary>A finding that an exception of the specification accepts.</summary>
/// <param name="Finding">What was found.</param>
/// <param name="Reason">Why it is accepted.</param>
public sealed record AcceptedFinding(Finding Finding, string Reason);
