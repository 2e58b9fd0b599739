using Stage3.Emerge.Scaling;
using Stage3.Emerge.Seeds;
using Stage3.Linux;

namespace Stage3.Emerge.Running;

/// <summary>Where a real Portage finds and keeps things; none of it is in the root that is made.</summary>
public sealed record PortageSettings
{
    /// <summary>The Portage.</summary>
    public required PortageInstallation Installation { get; init; }

    /// <summary>The repositories: a repos.conf (portage(5)).</summary>
    public required HostPath ReposConf { get; init; }

    /// <summary>Binary packages: PKGDIR of make.conf(5).</summary>
    public required HostPath PkgDir { get; init; }

    /// <summary>Source files, and what live ebuilds keep: DISTDIR of make.conf(5).</summary>
    public required HostPath DistDir { get; init; }

    /// <summary>Ebuild metadata, kept between runs; may be shared.</summary>
    public required HostPath Cache { get; init; }

    /// <summary>Scratch folders of running builds: PORTAGE_TMPDIR of make.conf(5).</summary>
    public required HostPath Temporary { get; init; }

    /// <summary>Full logs, one a package, and what packages want people to read: PORTAGE_LOGDIR of make.conf(5).</summary>
    public required HostPath Logs { get; init; }

    /// <summary>The unpacked stage whose Portage it is; null where it is this machine's.</summary>
    public SeedRoot? Seed { get; init; }

    /// <summary>What makes it build on more than one processor and one machine.</summary>
    public BuildScale Scale { get; init; } = BuildScale.Default;

    /// <summary>
    /// Lets packages that are build tools go into the running system (<c>/</c>). Off, the run sees a scratch copy of what
    /// Portage keeps of the host, and nothing that it does there stays.
    /// </summary>
    public bool AllowHostMerge { get; init; }

    /// <summary>Whether packages may go into the running system: this machine's, where that is allowed, or the layer over a seed.</summary>
    internal bool MayChangeRunning => AllowHostMerge || Seed is not null;
}
