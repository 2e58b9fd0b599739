namespace Stage3.Embedded.Phases;

/// <summary>Which installed packages <c>has_version</c> and <c>best_version</c> ask for. See PMS section 12.3.4.</summary>
public enum QueryRoot
{
    /// <summary><c>-r</c>: those of ROOT, the default.</summary>
    Target,

    /// <summary><c>-d</c>: those that can be linked against, of SYSROOT.</summary>
    SysRoot,

    /// <summary><c>-b</c>: those that can be run here, of BROOT.</summary>
    Build,
}
