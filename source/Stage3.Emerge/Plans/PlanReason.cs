namespace Stage3.Emerge.Plans;

/// <summary>Why a package is in a plan: the letters of emerge(1), <c>--pretend</c>.</summary>
public enum PlanReason
{
    /// <summary>It is not installed: <c>N</c>.</summary>
    New,

    /// <summary>It is installed, but not in this slot: <c>NS</c>.</summary>
    NewSlot,

    /// <summary>Another version takes the place of the installed one: <c>U</c>.</summary>
    Update,

    /// <summary>A lower version takes the place of the installed one: <c>UD</c>.</summary>
    Downgrade,

    /// <summary>The installed version is merged again: <c>R</c>.</summary>
    Again,

    /// <summary>The installed version is merged again because something else wants it: <c>r</c>.</summary>
    Forced,
}
