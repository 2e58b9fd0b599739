using Stage3.Linux;
using Stage3.Linux.Files;
using Stage3.Portage.Installed;

namespace Stage3.Packaging.Normalising;

/// <summary>Leaves out what lies somewhere and was put there by no package.</summary>
public sealed class Unowned : LeaveOutRule
{
    private readonly OwnerIndex _owners;
    private readonly Func<string, FileType, bool> _concerns;

    private Unowned(string name, string reason, HostPath root, Func<string, FileType, bool> concerns)
        : base(name, reason) => (_owners, _concerns) = (InstalledDatabase.Open(root).Owners, concerns);

    /// <summary>Compiled Python modules that programs left while packages were merged. Those of packages stay.</summary>
    public static Unowned PythonCaches(HostPath root) => new(
        "python-caches", "Python writes them when a program first runs, with the time in them, and writes them again",
        root,
        (path, type) => (type == FileType.Folder && path.EndsWith("/__pycache__", StringComparison.Ordinal))
            || (type == FileType.File && path.Contains("/__pycache__/", StringComparison.Ordinal) && path.EndsWith(".pyc", StringComparison.Ordinal)));

    /// <summary>Log files. Folders, and files that packages bring, stay.</summary>
    public static Unowned Logs(HostPath root) => new(
        "logs", "they tell of the build, not of the system",
        root,
        (path, type) => type == FileType.File && path.StartsWith("/var/log/", StringComparison.Ordinal));

    /// <summary>The copies that account tools keep of the files before their last change: <c>/etc/passwd-</c>.</summary>
    public static Unowned AccountBackups(HostPath root) => new(
        "account-backups", "how the account files were before the last of the changes that the build made",
        root,
        (path, type) => type == FileType.File && path.StartsWith("/etc/", StringComparison.Ordinal) && path.EndsWith('-')
            && !path[5..].Contains('/', StringComparison.Ordinal));

    /// <inheritdoc/>
    public override bool LeavesOut(BytePath path, FileType type) => _concerns(path.ToString(), type) && _owners[path].IsEmpty;
}
