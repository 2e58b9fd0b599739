namespace Stage3.Eclasses.Probing;

/// <summary>Where an eclass looks accounts up and makes them, with ROOT elsewhere.</summary>
public enum Awareness
{
    /// <summary>All of it in ROOT.</summary>
    Root,

    /// <summary>All of it on the host.</summary>
    Host,

    /// <summary>Some in ROOT, some on the host.</summary>
    Half,

    /// <summary>It cannot be sourced, fails on the running system too, or does what no eclass may.</summary>
    Broken,
}
