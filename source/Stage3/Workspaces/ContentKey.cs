using System.Security.Cryptography;
using System.Text;

namespace Stage3.Workspaces;

/// <summary>What a step reads, as one SHA-256: equal keys mean equal inputs, so that the step need not run again.</summary>
/// <param name="Value">Lower-case hexadecimal, 64 digits.</param>
public readonly record struct ContentKey(string Value)
{
    /// <summary>The key of named parts; names and order count, and no two different lists give one key.</summary>
    public static ContentKey Of(params IEnumerable<(string Name, string Content)> parts)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var (name, content) in parts ?? throw new ArgumentNullException(nameof(parts)))
        {
            Append(hash, name);
            Append(hash, content);
        }

        return new ContentKey(Convert.ToHexStringLower(hash.GetHashAndReset()));
    }

    /// <inheritdoc/>
    public override string ToString() => Value;

    private static void Append(IncrementalHash hash, string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        Span<byte> length = stackalloc byte[4];
        System.Buffers.Binary.BinaryPrimitives.WriteInt32LittleEndian(length, bytes.Length);
        hash.AppendData(length);
        hash.AppendData(bytes);
    }
}
