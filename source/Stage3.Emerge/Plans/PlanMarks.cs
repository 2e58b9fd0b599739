namespace Stage3.Emerge.Plans;

/// <summary>What else a plan says of a package: the further letters of emerge(1), <c>--pretend</c>.</summary>
[Flags]
public enum PlanMarks
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>It asks people while it builds: <c>I</c>.</summary>
    Interactive = 1,

    /// <summary>A file of it must be fetched by hand, and is not there: <c>F</c>.</summary>
    FetchByHand = 2,

    /// <summary>A file of it had to be fetched by hand, and is there: <c>f</c>.</summary>
    FetchedByHand = 4,

    /// <summary>Its binary package is fetched from a binhost: <c>g</c>.</summary>
    Remote = 8,

    /// <summary>Only the configuration's own rules let it in, past a mask (<c>#</c>), an unstable keyword (<c>~</c>) or none at all (<c>*</c>).</summary>
    LetIn = 16,
}
