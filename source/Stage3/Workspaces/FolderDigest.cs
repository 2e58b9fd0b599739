using System.Security.Cryptography;
using Stage3.Linux;
using Stage3.Linux.Files;

namespace Stage3.Workspaces;

/// <summary>One SHA-256 over the names and contents of a folder that people edit: a tree, the patches.</summary>
public static class FolderDigest
{
    // What tools keep beside the content of a tree: no ebuild reads it.
    private static readonly string[] Ignored = ["/.git", "/distfiles", "/packages"];

    /// <summary>The digest of a folder, 64 hexadecimal digits; of one that is not there, the digest of nothing.</summary>
    public static string Of(HostPath folder, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(folder);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        if (folder.IsFolder)
        {
            foreach (var entry in TreeWalk.Walk(folder, entry => !Ignored.Contains(entry.Path.ToString()), cancellation))
            {
                hash.AppendData(SHA256.HashData(entry.Path.Bytes.Span));
                hash.AppendData(Content(entry));
            }
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static byte[] Content(WalkEntry entry)
    {
        switch (entry.Status.Type)
        {
            case FileType.Symlink:
                return SHA256.HashData(entry.ReadLink().Span);
            case FileType.File:
                using (var stream = new FileStream(entry.OpenFile(), FileAccess.Read))
                {
                    return SHA256.HashData(stream);
                }

            default:
                return [(byte)entry.Status.Type];
        }
    }
}
