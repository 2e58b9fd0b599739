namespace Stage3.Eclasses.Diffs;

/// <summary>What a line of a hunk stands for.</summary>
public enum HunkLineKind
{
    /// <summary>There before and after.</summary>
    Context,

    /// <summary>There before only.</summary>
    Removed,

    /// <summary>There after only.</summary>
    Added,
}
