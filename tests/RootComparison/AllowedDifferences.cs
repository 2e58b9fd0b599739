using System.Collections.Immutable;

namespace Stage3.RootComparison;

/// <summary>All that may differ where two engines carry out the same command, each with its reason. What is not here may not.</summary>
public static class AllowedDifferences
{
    /// <summary>Where both merged the same binary packages.</summary>
    public static ImmutableArray<AllowedDifference> OfMerging { get; } =
    [
        new("/var/cache/edb(/.*)?", "Portage's own caches and the running number of merges"),
        new("/usr/share/icons/[^/]+/icon-theme.cache", "a QA check of Portage's makes it anew after a merge, where the host has the tool"),
        new("/tmp|/var/tmp|/var/lib", "Portage makes them in any root that it looks at"),
        new("/var/lib/portage", "Portage gives the folder to its group's files (2755)"),
        new("/var/lib/portage/(config|preserved_libs_registry)", "the order of the one and running numbers in the other; tests compare what they say. Portage leaves empty ones, too"),
        new(@"/var/log/(emerge|emerge-fetch)\.log|/var/log/portage(/.*)?", "Portage's own logs"),
        new("/var/cache/ldconfig(/.*)?", "ldconfig's cache of the libraries' times"),
        new("/etc/(passwd|group|shadow|gshadow)-", "copies that shadow's tools leave, which the pipeline removes"),
        new("/var/db/pkg/[^/]+/[^/]+/COUNTER", "the running number of the merge"),
        new(@"/var/db/pkg/[^/]+/[^/]+/environment\.bz2: function (__pipestatus|aclocal|autoconf|automake|libtoolize)", "Portage's own helpers and traps, which it defines anew for each phase"),
        new(@"/var/db/pkg/[^/]+/[^/]+/environment\.bz2: function (pkg_nofetch|src_\w+)", "phases that only a build runs; Portage defines them as default where an ebuild has none"),
        new(@"/var/db/pkg/[^/]+/[^/]+/environment\.bz2: variable (BINPKG_FORMAT|DEBUGBUILD|FEATURES|PORTAGE_\w+|(DIR|EXE|INS|LIB)OPTIONS|LC_\w+|SHELL|USERLAND)", "settings of the Portage that merged it, and of the shell that it ran: each phase gets its own"),
        new(@"/var/db/pkg/[^/]+/[^/]+/environment\.bz2: variable [Ax]", "A is for phases on sources alone, and empty; x is what a loop of Portage's own ebuild.sh leaves, which it clears when it merges"),
        new("/var/db/pkg/[^/]+/[^/]+/(BINPKGMD5|metadata)", "what Portage keeps of the binary package besides its keys"),
    ];

    /// <summary>Where each built the packages by itself too: what tells one build from another.</summary>
    public static ImmutableArray<AllowedDifference> OfBuilding { get; } =
    [
        .. OfMerging,
        new(@"/var/db/pkg/[^/]+/[^/]+/environment\.bz2: .*", "each engine's shell as it was at the end of the build, with paths of the build"),
        new("/var/db/pkg/[^/]+/[^/]+/BUILD_TIME", "when it was built"),
        new("/var/db/pkg/[^/]+/[^/]+/BUILD_ID", "how many builds of it PKGDIR has seen"),
        new("/var/db/pkg/[^/]+/[^/]+/FEATURES", "the features of the engine that built it"),
        new("/var/db/pkg/[^/]+/[^/]+/QA_PREBUILT", "a note for Portage's own QA checks, which the embedded engine has none of"),
        new("/var/db/pkg/[^/]+/[^/]+/REPO_REVISIONS", "which revisions Portage's own sync has fetched: none"),
        new("/var/db/pkg/[^/]+/[^/]+/STAGE3_BUILT_FROM", "the embedded engine's own digest of what it built from"),
    ];
}
