using System.Collections.Immutable;
using Stage3.Linux.Files;

namespace Stage3.Packaging.Normalising;

/// <summary>Single files in which programs keep what they found at some time on this machine, and make anew where they are missing.</summary>
public sealed class StateFiles : LeaveOutRule
{
    private readonly ImmutableHashSet<string> _paths;

    private StateFiles(string name, string reason, params IEnumerable<string> paths)
        : base(name, reason) => _paths = [.. paths];

    /// <summary>What ldconfig(8) knows of libraries by inode and time; without it the next run looks at all of them.</summary>
    public static StateFiles LoaderCache { get; } = new(
        "ldconfig-aux-cache", "inode numbers and times of this machine; ldconfig makes it anew", "/var/cache/ldconfig/aux-cache");

    /// <summary>Portage's notes on when it did what.</summary>
    public static StateFiles PackageManager { get; } = new(
        "mtimedb", "when Portage last did what, on this machine; it makes it anew", "/var/cache/edb/mtimedb", "/var/cache/edb/vdb_metadata.pickle");

    /// <summary>Seeds and ids that programs draw by chance.</summary>
    public static StateFiles Chance { get; } = new(
        "random-state", "drawn by chance, and not to be the same on two machines",
        "/var/lib/systemd/random-seed", "/var/lib/systemd/credential.secret", "/var/lib/dbus/machine-id", "/var/lib/misc/random-seed");

    /// <inheritdoc/>
    public override bool LeavesOut(BytePath path, FileType type) => type == FileType.File && _paths.Contains(path.ToString());
}
