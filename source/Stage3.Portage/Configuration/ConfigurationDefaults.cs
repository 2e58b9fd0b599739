using System.Collections.Immutable;

namespace Stage3.Portage.Configuration;

/// <summary>What holds where no profile and no make.conf says otherwise: the make.globals that a package manager brings with itself (make.conf(5)).</summary>
internal static class ConfigurationDefaults
{
    /// <summary>The variables that add up over profiles, make.conf and environment (PMS 5.3.1 and make.conf(5)); ACCEPT_LICENSE and its like do so in their own way.</summary>
    public static ImmutableHashSet<string> Incremental { get; } =
    [
        "ACCEPT_KEYWORDS", "CONFIG_PROTECT", "CONFIG_PROTECT_MASK", "ENV_UNSET", "FEATURES", "IUSE_IMPLICIT", "PROFILE_ONLY_VARIABLES",
        "USE", "USE_EXPAND", "USE_EXPAND_HIDDEN", "USE_EXPAND_IMPLICIT", "USE_EXPAND_UNPREFIXED",
    ];

    /// <summary>The variables themselves.</summary>
    public static ImmutableSortedDictionary<string, string> Variables { get; } = new Dictionary<string, string>
    {
        ["ACCEPT_LICENSE"] = "* -@EULA",
        ["ACCEPT_PROPERTIES"] = "*",
        ["ACCEPT_RESTRICT"] = "*",
        ["BINPKG_COMPRESS"] = "zstd",
        ["BINPKG_FORMAT"] = "gpkg",
        ["CFLAGS"] = "",
        ["COLLISION_IGNORE"] = "/lib/modules/* *.py[co] *$py.class */dropin.cache",
        ["CONFIG_PROTECT"] = "/etc",
        ["CONFIG_PROTECT_MASK"] = "/etc/env.d",
        ["CXXFLAGS"] = "",
        ["DISTDIR"] = "/var/cache/distfiles",
        ["FCFLAGS"] = "",
        ["FEATURES"] = "binpkg-docompress binpkg-dostrip binpkg-multi-instance config-protect-if-modified preserve-libs protect-owned",
        ["FFLAGS"] = "",
        ["LDFLAGS"] = "",
        ["PKGDIR"] = "/var/cache/binpkgs",
        ["PORTAGE_TMPDIR"] = "/var/tmp",
        ["USE_ORDER"] = "env:pkg:conf:defaults:pkginternal:features:repo:env.d",
    }.ToImmutableSortedDictionary(StringComparer.Ordinal);
}
