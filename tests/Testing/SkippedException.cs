namespace Stage3.Testing;

/// <summary>Thrown by a test of <c>SkippableFactNeeding</c> that finds, while it runs, that it cannot: it counts as skipped.</summary>
/// <param name="reason">What is missing and what to do.</param>
public sealed class SkippedException(string reason) : Exception(reason);
