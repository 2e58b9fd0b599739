namespace Stage3.Emerge.Commands;

/// <summary>How far a run goes: emerge(1), <c>--pretend</c>, <c>--fetchonly</c>, <c>--fetch-all-uri</c>.</summary>
public enum EmergeAction
{
    /// <summary>All the way.</summary>
    Merge,

    /// <summary>It shows what it would do: <c>--pretend</c>.</summary>
    Pretend,

    /// <summary>It fetches what it would need: <c>--fetchonly</c>.</summary>
    Fetch,

    /// <summary>It fetches all that the ebuilds name, whatever USE is: <c>--fetch-all-uri</c>.</summary>
    FetchAll,

    /// <summary>It shows the addresses of what it would need: <c>--pretend --fetchonly</c>.</summary>
    ShowFetches,
}
