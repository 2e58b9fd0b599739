using System.Buffers;
using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;

namespace Stage3.Archives.Digests;

/// <summary>Digests content in one or several ways at once as it passes by. Not for several threads.</summary>
public sealed class Digester : IDisposable
{
    private readonly DigestKind[] _kinds;
    private readonly IncrementalHash?[] _hashes;
    private Blake2b? _blake;

    /// <summary>Begins with no content.</summary>
    public Digester(params IEnumerable<DigestKind> kinds)
    {
        _kinds = [.. kinds];
        _hashes = [.. _kinds.Select(Begin)];
    }

    /// <summary>Bytes seen so far.</summary>
    public long Length { get; private set; }

    /// <summary>Takes further content.</summary>
    public void Append(ReadOnlySpan<byte> content)
    {
        Length += content.Length;
        foreach (var hash in _hashes)
        {
            if (hash is null) (_blake ??= new Blake2b()).Append(content);
            else hash.AppendData(content);
        }
    }

    /// <summary>Takes a stream from where it stands to its end.</summary>
    public void AppendAll(Stream content, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(content);
        var buffer = ArrayPool<byte>.Shared.Rent(128 * 1024);
        try
        {
            int got;
            while ((got = content.Read(buffer)) > 0)
            {
                cancellation.ThrowIfCancellationRequested();
                Append(buffer.AsSpan(0, got));
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>The digests of all content, in the order in which the kinds were named; then begins anew.</summary>
    public ImmutableArray<Digest> Finish()
    {
        Length = 0;
        ImmutableArray<Digest> digests =
            [.. _kinds.Zip(_hashes, (kind, hash) => new Digest(kind, Convert.ToHexStringLower(hash?.GetHashAndReset() ?? (_blake ?? new Blake2b()).Finish())))];
        _blake = null;
        return digests;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var hash in _hashes) hash?.Dispose();
    }

    [SuppressMessage("Security", "CA5350", Justification = "the formats name SHA-1; it protects nothing here")]
    [SuppressMessage("Security", "CA5351", Justification = "the formats name MD5; it protects nothing here")]
    private static IncrementalHash? Begin(DigestKind kind) => kind switch
    {
        DigestKind.Md5 => IncrementalHash.CreateHash(HashAlgorithmName.MD5),
        DigestKind.Sha1 => IncrementalHash.CreateHash(HashAlgorithmName.SHA1),
        DigestKind.Sha256 => IncrementalHash.CreateHash(HashAlgorithmName.SHA256),
        DigestKind.Sha512 => IncrementalHash.CreateHash(HashAlgorithmName.SHA512),
        _ => null,
    };
}
