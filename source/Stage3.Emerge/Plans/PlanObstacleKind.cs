namespace Stage3.Emerge.Plans;

/// <summary>Sorts of things that keep a command from having a plan.</summary>
public enum PlanObstacleKind
{
    /// <summary>Something that is said in words only.</summary>
    Other,

    /// <summary>What would do is masked, by a mask, a keyword or a license.</summary>
    Masked,

    /// <summary>Packages need each other before either is there.</summary>
    Cycle,

    /// <summary>Two packages cannot be installed together.</summary>
    Blocked,

    /// <summary>There is no package that would do.</summary>
    Missing,

    /// <summary>A package would do with other USE flags than are configured.</summary>
    UseChange,
}
