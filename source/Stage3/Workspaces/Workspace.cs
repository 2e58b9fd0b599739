using Stage3.Emerge.Commands;
using Stage3.Linux;

namespace Stage3.Workspaces;

/// <summary>Where everything that is made on the way to a stage lies: one folder a specification.</summary>
/// <param name="Folder">The folder of this specification, below the work folder.</param>
/// <param name="PkgDir">Binary packages: PKGDIR of make.conf(5).</param>
/// <param name="Output">Where finished tarballs go.</param>
public sealed record Workspace(HostPath Folder, HostPath PkgDir, HostPath Output)
{
    /// <summary>Generated repositories with patched eclasses, by content.</summary>
    public HostPath Overlays => Folder / "overlays";

    /// <summary>The repositories that packages are built from: repos.conf of portage(5).</summary>
    public HostPath ReposConf => Folder / "repos.conf";

    /// <summary>The folder above <c>etc/portage</c> that configures each <c>emerge</c> run.</summary>
    public HostPath ConfigRoot => Folder / "config";

    /// <summary>What every root starts from: make.conf, make.profile and world, as the finished stage has them.</summary>
    public HostPath Template => Folder / "template";

    /// <summary>The throw-away root that packages are built into.</summary>
    public RootPath Prepared => RootPath.At(Folder / "prepare");

    /// <summary>The root with what creating accounts needs; the clean root starts as a copy of it.</summary>
    public RootPath Bootstrapped => RootPath.At(Folder / "bootstrap");

    /// <summary>The finished clean root.</summary>
    public RootPath Chroot => RootPath.At(Folder / "chroot");

    /// <summary>Source files, and what live ebuilds keep: DISTDIR of make.conf(5).</summary>
    public HostPath DistDir => Folder.Parent / "distfiles";

    /// <summary>What was fetched from binhosts, and their indices, shared by all specifications.</summary>
    public HostPath Binhosts => Folder.Parent / "binhosts";

    /// <summary>Ebuild metadata by content, shared by all specifications.</summary>
    public HostPath Cache => Folder.Parent / "cache";

    /// <summary>Scratch folders of running builds: PORTAGE_TMPDIR of make.conf(5).</summary>
    public HostPath Temporary => Folder / "tmp";

    /// <summary>Full logs, one a package.</summary>
    public HostPath Logs => Folder / "logs";

    /// <summary>What each finished step read and made.</summary>
    public HostPath State => Folder / "state";

    /// <summary>Seeds, unpacked by digest, shared by all specifications.</summary>
    public HostPath Seeds => Folder.Parent / "seeds";

    /// <summary>What the boot test fetched, and its copies of the root.</summary>
    public HostPath Boot => Folder / "boot";

    /// <summary>Where a root is made until it is whole: under the same name, in a folder of its own.</summary>
    public static RootPath Unfinished(RootPath root)
    {
        ArgumentNullException.ThrowIfNull(root);
        return RootPath.At(root.Path.Parent / "unfinished" / root.Path.Name);
    }
}
