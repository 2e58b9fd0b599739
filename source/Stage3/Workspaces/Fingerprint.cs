using System.Buffers.Binary;
using System.Security.Cryptography;
using Stage3.Linux;
using Stage3.Linux.Files;

namespace Stage3.Workspaces;

/// <summary>
/// A SHA-256 over the metadata of a file or of all that lies below a folder (name, type, mode, owner, size, time of
/// change): cheap enough to be asked before each run, and different as soon as anybody touched what a step made.
/// </summary>
public static class Fingerprint
{
    /// <summary>The fingerprint, 64 hexadecimal digits; null where there is nothing of that name.</summary>
    public static string? Of(HostPath path, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(path);
        if (path.IsFile) return OfFile(path);
        if (!path.IsFolder) return null;

        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Span<byte> numbers = stackalloc byte[44];
        foreach (var entry in TreeWalk.Walk(path, descend: null, cancellation))
        {
            var status = entry.Status;
            BinaryPrimitives.WriteInt32LittleEndian(numbers, (int)status.Type);
            BinaryPrimitives.WriteUInt32LittleEndian(numbers[4..], (uint)status.Mode);
            BinaryPrimitives.WriteUInt32LittleEndian(numbers[8..], (uint)status.Uid);
            BinaryPrimitives.WriteUInt32LittleEndian(numbers[12..], (uint)status.Gid);
            BinaryPrimitives.WriteInt64LittleEndian(numbers[16..], (long)status.Size);
            BinaryPrimitives.WriteInt64LittleEndian(numbers[24..], status.Modified.Seconds);
            BinaryPrimitives.WriteInt64LittleEndian(numbers[32..], status.Modified.Nanoseconds);
            BinaryPrimitives.WriteInt32LittleEndian(numbers[40..], entry.Path.Bytes.Length);
            hash.AppendData(numbers);
            hash.AppendData(entry.Path.Bytes.Span);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static string OfFile(HostPath file)
    {
        var info = new FileInfo(file.Value);
        return ContentKey.Of(("size", $"{info.Length}"), ("modified", $"{info.LastWriteTimeUtc.Ticks}")).Value;
    }
}
