using Stage3.Linux;
using Stage3.Portage.Signatures;

namespace Stage3.Embedded;

/// <summary>Where the embedded engine finds and keeps things; none of it is in the root that is made.</summary>
public sealed record EmbeddedSettings
{
    /// <summary>The repositories: a repos.conf, file or folder (portage(5)).</summary>
    public required HostPath ReposConf { get; init; }

    /// <summary>Binary packages: PKGDIR of make.conf(5).</summary>
    public required HostPath PkgDir { get; init; }

    /// <summary>Source files, and what live ebuilds keep: DISTDIR of make.conf(5).</summary>
    public required HostPath DistDir { get; init; }

    /// <summary>Ebuild metadata by content; may be shared.</summary>
    public required HostPath Cache { get; init; }

    /// <summary>Scratch folders of running builds: PORTAGE_TMPDIR of make.conf(5).</summary>
    public required HostPath Temporary { get; init; }

    /// <summary>Full logs, one a package.</summary>
    public required HostPath Logs { get; init; }

    /// <summary>Where binary packages are fetched from that PKGDIR has not, for every command that takes any: PKGDIR in other places.</summary>
    public BinhostSet Binhosts { get; init; } = BinhostSet.None;

    /// <summary>Where <c>--getbinpkg</c> fetches from into PKGDIR what was built from the very same inputs, the most wanted first: PORTAGE_BINHOST of make.conf(5).</summary>
    public BinhostSet Published { get; init; } = BinhostSet.None;

    /// <summary>Where unpacked images are kept, on the file system of the roots, so that a further root shares their content; null keeps none.</summary>
    public HostPath? UnpackedStore { get; init; }

    /// <summary>Whose signatures count, and which packages of <see cref="Published"/> must bear; null asks for none, and then those of the configuration's keys count.</summary>
    public OpenPgpKeyring? TrustedKeys { get; init; }

    /// <summary>Tells the time that a build is recorded with.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;
}
