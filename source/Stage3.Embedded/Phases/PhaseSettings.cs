using System.Collections.Immutable;
using Stage3.Linux;

namespace Stage3.Embedded.Phases;

/// <summary>What phases of any package need to know of the world around them.</summary>
/// <param name="Root">ROOT: the root that is made. Never <c>/</c>.</param>
/// <param name="WorkFolder">Where the shell library is kept; the account tools of all packages take turns through a lock in it.</param>
/// <param name="LogFolder">Where each package gets one log, <c>category:package-version.log</c>, that is appended to.</param>
public sealed record PhaseSettings(HostPath Root, HostPath WorkFolder, HostPath LogFolder)
{
    /// <summary>SYSROOT; null stands for the build host's <c>/</c>.</summary>
    public HostPath? SysRoot { get; init; }

    /// <summary>
    /// Variables of profile and make.conf that ebuilds may read: ARCH, CHOST, CFLAGS, LIBDIR_*, the USE_EXPAND variables, …
    /// Names that PMS gives the package manager to set (ROOT, USE, D, …) are ignored here.
    /// </summary>
    public ImmutableSortedDictionary<string, string> Variables { get; init; } = ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>Folders that phases may write to besides those of the package, ROOT and the temporary ones; each must be there.</summary>
    public ImmutableArray<HostPath> Writable { get; init; } = [];

    /// <summary>What is installed.</summary>
    public required IInstalledVersions Installed { get; init; }

    /// <summary>Told of starts, ends and messages; null for nobody.</summary>
    public Action<PhaseEvent>? OnEvent { get; init; }

    /// <summary>The shell that is kept warm for the <c>pkg_*</c> phases of many packages; null where each gets a new one.</summary>
    internal PhaseServer? Server { get; init; }
}
