namespace Stage3.Portage.Versions;

/// <summary>The words that may follow a version's numbers, in the order of PMS 3.3: those before <see cref="P"/> are older than no suffix.</summary>
public enum VersionSuffix
{
    /// <summary><c>_alpha</c></summary>
    Alpha = -4,

    /// <summary><c>_beta</c></summary>
    Beta = -3,

    /// <summary><c>_pre</c></summary>
    Pre = -2,

    /// <summary><c>_rc</c></summary>
    Rc = -1,

    /// <summary><c>_p</c>: newer than no suffix.</summary>
    P = 0,
}
