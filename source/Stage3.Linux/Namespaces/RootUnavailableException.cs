namespace Stage3.Linux.Namespaces;

/// <summary>Files cannot be owned as they must be, or private mounts cannot be made; said before anything starts.</summary>
public sealed class RootUnavailableException : Stage3Exception
{
    private RootUnavailableException(string what, string where, string remedy) : base(what, where, remedy)
    {
    }

    // One that /etc/passwd does not know has a number only.
    private static string Who => Environment.UserName is { Length: > 0 } name ? name : File.ReadLines("/proc/self/status").First(line => line.StartsWith("Uid:", StringComparison.Ordinal)).Split('\t')[1];

    internal static RootUnavailableException NoUidmap() => new(
        "not root, and a user namespace that can own files needs the program newuidmap, which is not here",
        $"user {Who}",
        "install the package uidmap and give the user a range in /etc/subuid and /etc/subgid, or run as root");

    internal static RootUnavailableException NotAllowed(string said) => new(
        "not root, and no user namespace with subordinate ids is to be had",
        $"user {Who}: {said}",
        "give the user a range in /etc/subuid and /etc/subgid and allow user namespaces (sysctl kernel.unprivileged_userns_clone, kernel.apparmor_restrict_unprivileged_userns), or run as root");

    internal static RootUnavailableException NoMounts(string said) => new(
        "root, but not allowed to make a private mount namespace",
        $"unshare --mount: {said}",
        "in a container, start it with the capability SYS_ADMIN (docker run --cap-add SYS_ADMIN --security-opt apparmor=unconfined), or run outside of it");
}
