namespace Stage3.Emerge.Events;

/// <summary>Something that happens during an <c>emerge</c> run and that whoever watches may show.</summary>
public abstract record EmergeEvent;
