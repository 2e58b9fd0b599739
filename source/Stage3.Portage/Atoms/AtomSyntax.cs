using Stage3.Portage.Names;

namespace Stage3.Portage.Atoms;

/// <summary>Which atoms are allowed where the text comes from.</summary>
public sealed record AtomSyntax
{
    private AtomSyntax(Eapi eapi, bool allowsRepository, bool allowsBuild) => (Eapi, AllowsRepository, AllowsBuild) = (eapi, allowsRepository, allowsBuild);

    /// <summary>The command line, world files and user configuration: everything of the newest EAPI, <c>::repository</c>, and builds of a version.</summary>
    public static AtomSyntax User { get; } = new(Eapi.Latest, allowsRepository: true, allowsBuild: true);

    /// <summary>The EAPI whose syntax holds.</summary>
    public Eapi Eapi { get; }

    /// <summary><c>::repository</c>, Portage's extension, may be there.</summary>
    public bool AllowsRepository { get; }

    /// <summary><c>=cat/name-1-2</c>, Portage's build 2 of version 1, may be there.</summary>
    public bool AllowsBuild { get; }

    /// <summary>Dependencies of ebuilds and profile files of this EAPI: PMS, and no <c>::repository</c>.</summary>
    public static AtomSyntax Of(Eapi eapi) => new(eapi, allowsRepository: false, allowsBuild: false);

    /// <summary>As this, with <c>::repository</c> allowed, as Portage does in profiles whose layout says <c>profile-repo-deps</c>.</summary>
    public AtomSyntax WithRepositories() => new(Eapi, allowsRepository: true, AllowsBuild);

    /// <summary>As this, with builds of a version allowed, as Portage does in profiles whose layout says <c>build-id</c>.</summary>
    public AtomSyntax WithBuilds() => new(Eapi, AllowsRepository, allowsBuild: true);
}
