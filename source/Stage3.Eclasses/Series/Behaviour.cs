namespace Stage3.Eclasses.Series;

/// <summary>What an eclass does about accounts, as the probe finds out by the state that it leaves.</summary>
public enum Behaviour
{
    /// <summary>Look-ups (<c>egetent</c>, <c>egethome</c>, …) answer from ROOT's files.</summary>
    ReadsRoot,

    /// <summary>Accounts are made and changed in ROOT's files.</summary>
    WritesRoot,

    /// <summary>With ROOT elsewhere, the files of the machine that builds stay as they are.</summary>
    LeavesHost,

    /// <summary>With ROOT unset, empty or <c>/</c>, accounts are read from and made in the running system.</summary>
    ServesHost,

    /// <summary>A home folder is made inside ROOT and owned by the id that the name has there.</summary>
    OwnsHomeByRoot,

    /// <summary><c>ROOT/dev/null</c> is never made a folder.</summary>
    SparesNull,
}
