using System.Security.Cryptography;

namespace Stage3.Integration;

/// <summary>The build host's own account files, as one text that two moments can be compared by.</summary>
internal static class HostAccounts
{
    private static readonly string[] Files =
        ["/etc/passwd", "/etc/group", "/etc/shadow", "/etc/gshadow", "/etc/subuid", "/etc/subgid", "/etc/passwd-", "/etc/group-", "/etc/shadow-", "/etc/gshadow-"];

    public static string Digest() => string.Join('\n', Files.Select(file =>
        $"{file} {(File.Exists(file) ? Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(file))) : "none")}"));
}
