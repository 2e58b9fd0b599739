namespace Stage3.Embedded.Phases;

/// <summary>The phases of an ebuild in the order in which they are called. See PMS section 9.1.</summary>
public enum Phase
{
    /// <summary><c>pkg_pretend</c>: sanity checks before anything is built.</summary>
    Pretend,

    /// <summary><c>pkg_setup</c>: checks and accounts, before a build and before a merge.</summary>
    Setup,

    /// <summary><c>src_unpack</c>.</summary>
    Unpack,

    /// <summary><c>src_prepare</c>.</summary>
    Prepare,

    /// <summary><c>src_configure</c>.</summary>
    Configure,

    /// <summary><c>src_compile</c>.</summary>
    Compile,

    /// <summary><c>src_test</c>.</summary>
    Test,

    /// <summary><c>src_install</c>: into the image.</summary>
    Install,

    /// <summary><c>pkg_preinst</c>: before the image is merged.</summary>
    PreInst,

    /// <summary><c>pkg_postinst</c>: after the image was merged.</summary>
    PostInst,

    /// <summary><c>pkg_prerm</c>: before the package's files go.</summary>
    PreRm,

    /// <summary><c>pkg_postrm</c>: after the package's files went.</summary>
    PostRm,
}
