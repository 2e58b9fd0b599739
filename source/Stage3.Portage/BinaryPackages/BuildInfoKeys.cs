using System.Collections.Immutable;

namespace Stage3.Portage.BinaryPackages;

/// <summary>The keys of <see cref="BuildInfo"/> that have a meaning here (portage(5), <c>/var/db/pkg</c>; PMS 7).</summary>
public static class BuildInfoKeys
{
    /// <summary>The category.</summary>
    public const string Category = "CATEGORY";

    /// <summary>Name, version and revision.</summary>
    public const string Pf = "PF";

    /// <summary>The EAPI; 0 where absent.</summary>
    public const string Eapi = "EAPI";

    /// <summary>Slot and sub-slot.</summary>
    public const string Slot = "SLOT";

    /// <summary>The flags that were on, among those of the package.</summary>
    public const string Use = "USE";

    /// <summary>The flags that the ebuild knows, with their default signs.</summary>
    public const string IUse = "IUSE";

    /// <summary>IUSE and the flags that profiles add to it (EAPI 5).</summary>
    public const string IUseEffective = "IUSE_EFFECTIVE";

    /// <summary>Keywords of the ebuild.</summary>
    public const string Keywords = "KEYWORDS";

    /// <summary>The licence, USE conditionals evaluated.</summary>
    public const string License = "LICENSE";

    /// <summary>Restrictions, USE conditionals evaluated.</summary>
    public const string Restrict = "RESTRICT";

    /// <summary>Properties, USE conditionals evaluated.</summary>
    public const string Properties = "PROPERTIES";

    /// <summary>The phases that the ebuild and its eclasses define, by short name; <c>-</c> for none.</summary>
    public const string DefinedPhases = "DEFINED_PHASES";

    /// <summary>The eclasses that were inherited.</summary>
    public const string Inherited = "INHERITED";

    /// <summary>The name of the repository that the ebuild came from.</summary>
    public const string Repository = "repository";

    /// <summary>When the build began, seconds since 1970.</summary>
    public const string BuildTime = "BUILD_TIME";

    /// <summary>Which build of the version this is, from 1.</summary>
    public const string BuildId = "BUILD_ID";

    /// <summary>The sum of the sizes of the image's files, bytes.</summary>
    public const string Size = "SIZE";

    /// <summary>The machine that was built for.</summary>
    public const string Chost = "CHOST";

    /// <summary>The shell's state after the build, compressed by bzip2: later phases start from it.</summary>
    public const string Environment = "environment.bz2";

    /// <summary>The paths of the package, of installed ones only.</summary>
    public const string Contents = "CONTENTS";

    /// <summary>The order of installation, of installed ones only.</summary>
    public const string Counter = "COUNTER";

    /// <summary>What the package was built from, a digest of our own: ebuild, eclasses, flags and inputs. Other package managers pass it on unread.</summary>
    public const string BuiltFrom = "STAGE3_BUILT_FROM";

    /// <summary>The five kinds of dependencies of PMS 8.1 in Portage's order.</summary>
    public static ImmutableArray<string> Dependencies { get; } = ["BDEPEND", "DEPEND", "IDEPEND", "PDEPEND", "RDEPEND"];
}
