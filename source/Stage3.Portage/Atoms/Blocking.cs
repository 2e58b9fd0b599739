namespace Stage3.Portage.Atoms;

/// <summary>Whether an atom asks for a package or against it. Source: PMS 8.3.2.</summary>
public enum Blocking
{
    /// <summary>No blocker: the package is wanted.</summary>
    None,

    /// <summary><c>!</c>: not installed together; the blocked one may go after the blocking one came.</summary>
    Weak,

    /// <summary><c>!!</c>: the blocked one must be gone before the blocking one is built or merged.</summary>
    Strong,
}
