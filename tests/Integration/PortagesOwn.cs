using System.Text.RegularExpressions;

namespace Stage3.Integration;

/// <summary>What may differ between a root of ours and one of Portage's: what the merging itself writes down.</summary>
internal static class PortagesOwn
{
    private static readonly string[] Paths =
    [
        // env-update (emerge runs it at the end) derives these from /etc/env.d and the libraries found.
        "/etc/(csh\\.env|profile\\.env|environment\\.d(/10-gentoo-env\\.conf)?|ld\\.so\\.(cache|conf))",
        // Portage's caches, logs and counters, and its own folder, which it gives to its group's files (2755).
        "/var/cache/edb(/.*)?", "/var/lib/portage", "/var/lib/portage/(config|preserved_libs_registry)", "/var/log/(emerge|emerge-fetch)\\.log", "/var/log/portage(/.*)?",
        // In the database: the running number, the times of files, the environment, which holds paths of the machine.
        "/var/db/pkg/[^/]+/[^/]+/(CONTENTS|COUNTER|environment\\.bz2)",
        // What Portage keeps of the binary package besides its keys.
        "/var/db/pkg/[^/]+/[^/]+/(BINPKGMD5|metadata)",
        // ldconfig's cache, and the copies of account files that shadow leaves, which we remove.
        "/var/cache/ldconfig(/.*)?", "/etc/(passwd|group|shadow|gshadow)-",
    ];

    private static readonly Regex All = new($"^({string.Join('|', Paths)})$", RegexOptions.CultureInvariant);

    /// <summary>Where packages were built at another time, or anew: the database says so.</summary>
    public static bool OrDatabase(string path) => Allows(path) || path.StartsWith("/var/db/pkg/", StringComparison.Ordinal);

    public static bool Allows(string path) => All.IsMatch(path);
}
