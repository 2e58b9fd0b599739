namespace Stage3.Chroot.Policy;

/// <summary>Findings that are known and accepted.</summary>
/// <param name="Rules">The rules' ids.</param>
/// <param name="Paths">The paths of the findings; one without a path fits <c>**</c> only.</param>
/// <param name="Reason">Why; the report repeats it.</param>
public sealed record RuleException(PathPattern Rules, PathPattern Paths, string Reason);
