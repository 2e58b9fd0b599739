namespace Stage3.Emerge.Commands;

/// <summary>Whether a run goes on with the list that an earlier one left, with that one's options: emerge(1), <c>--resume</c>, <c>--skipfirst</c>.</summary>
public enum Resuming
{
    /// <summary>It plans anew.</summary>
    Nothing,

    /// <summary>It does what the last aborted run in this root had still to do; nothing where none was aborted: <c>--resume</c>.</summary>
    Rest,

    /// <summary>As <see cref="Rest"/>, without the first package of the list, and without what then has unmet dependencies: <c>--resume --skipfirst</c>.</summary>
    RestWithoutFirst,
}
