namespace Stage3.Emerge.Events;

/// <summary>A file is being fetched.</summary>
/// <param name="Address">Where from.</param>
public sealed record FetchStarted(string Address) : EmergeEvent;
