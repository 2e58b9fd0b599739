namespace Stage3.Eclasses.Verdicts;

/// <summary>What can be said of the series and one tree: exactly one of these.</summary>
public enum EclassVerdict
{
    /// <summary>The patches apply where they say, and the eclasses then act on ROOT.</summary>
    Applies,

    /// <summary>As <see cref="Applies"/>, with hunks found at other lines.</summary>
    AppliesAtOffset,

    /// <summary>As <see cref="Applies"/>, with context lines that differ; only where fuzz was asked for.</summary>
    AppliesWithFuzz,

    /// <summary>The patches are in the tree already, and act.</summary>
    AlreadyApplied,

    /// <summary>The tree's own eclasses act on ROOT.</summary>
    NotNeeded,

    /// <summary>There is no user.eclass any more, and the tree's own acct-user acts on ROOT.</summary>
    Moved,

    /// <summary>The tree's eclasses contradict each other: one reads or writes ROOT, another the host.</summary>
    HalfAware,

    /// <summary>A patch applies, and what runs then is something else: ROOT is still not honoured.</summary>
    Void,

    /// <summary>No patch finds its place.</summary>
    Conflict,

    /// <summary>An eclass has a syntax error, or dies, hangs or misbehaves for reasons of its own.</summary>
    Broken,

    /// <summary>The tree has no eclass that makes accounts.</summary>
    Missing,
}
