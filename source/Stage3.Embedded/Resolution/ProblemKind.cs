namespace Stage3.Embedded.Resolution;

/// <summary>Why there is no plan.</summary>
public enum ProblemKind
{
    /// <summary>Nothing meets an atom.</summary>
    NoCandidate,

    /// <summary>Two versions are asked for in one slot.</summary>
    SlotConflict,

    /// <summary>One package forbids another, and both are needed.</summary>
    Blocker,

    /// <summary>Packages need each other to be built.</summary>
    BuildCycle,

    /// <summary>An installed package would lose what it needs.</summary>
    Breaks,
}
