namespace Stage3.Emerge.Events;

/// <summary>The engine itself warns of something, about no package in particular.</summary>
/// <param name="Text">What it said, one line.</param>
public sealed record RunWarning(string Text) : EmergeEvent;
