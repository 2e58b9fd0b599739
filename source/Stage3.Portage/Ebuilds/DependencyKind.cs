namespace Stage3.Portage.Ebuilds;

/// <summary>The five classes of dependencies. Source: PMS 8.1.</summary>
public enum DependencyKind
{
    /// <summary>BDEPEND: runs on the build host while the package is built.</summary>
    BuildHost,

    /// <summary>DEPEND: found in SYSROOT while the package is built.</summary>
    Build,

    /// <summary>IDEPEND: runs on the build host while the package is installed.</summary>
    Install,

    /// <summary>RDEPEND: in ROOT before the package can be used.</summary>
    Runtime,

    /// <summary>PDEPEND: in ROOT at some time, after the package if need be.</summary>
    Post,
}
