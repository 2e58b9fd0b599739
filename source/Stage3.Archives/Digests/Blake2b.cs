using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Stage3.Archives.Digests;

/// <summary>
/// BLAKE2b with 64 byte digests and no key (RFC 7693): the first digest of Gentoo's manifests, which .NET does not bring.
/// Not thread-safe; a digest is read once.
/// </summary>
public sealed class Blake2b
{
    /// <summary>The length of a digest, in bytes.</summary>
    public const int DigestLength = 64;

    private const int BlockLength = 128;
    private static readonly Vector256<ulong> Upper = Vector256.Create(0x6a09e667f3bcc908, 0xbb67ae8584caa73b, 0x3c6ef372fe94f82b, 0xa54ff53a5f1d36f1);
    private static readonly Vector256<ulong> Lower = Vector256.Create(0x510e527fade682d1, 0x9b05688c2b3e6c1f, 0x1f83d9abfb41bd6b, 0x5be0cd19137e2179);

    private static readonly byte[] Schedule =
    [
        0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15,
        14, 10, 4, 8, 9, 15, 13, 6, 1, 12, 0, 2, 11, 7, 5, 3,
        11, 8, 12, 0, 5, 2, 15, 13, 10, 14, 3, 6, 7, 1, 9, 4,
        7, 9, 3, 1, 13, 12, 11, 14, 2, 6, 5, 10, 4, 0, 15, 8,
        9, 0, 5, 7, 2, 4, 10, 15, 14, 1, 11, 12, 6, 8, 3, 13,
        2, 12, 6, 10, 0, 11, 8, 3, 4, 13, 7, 5, 15, 14, 1, 9,
        12, 5, 1, 15, 14, 13, 4, 10, 0, 7, 6, 3, 9, 2, 8, 11,
        13, 11, 7, 14, 12, 1, 3, 9, 5, 0, 15, 4, 8, 6, 2, 10,
        6, 15, 14, 9, 11, 3, 0, 8, 12, 2, 13, 7, 1, 4, 10, 5,
        10, 2, 8, 4, 7, 6, 1, 5, 15, 11, 9, 14, 3, 12, 13, 0,
        0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15,
        14, 10, 4, 8, 9, 15, 13, 6, 1, 12, 0, 2, 11, 7, 5, 3,
    ];

    private Vector256<ulong> upper = Upper ^ Vector256.Create(0x01010000ul ^ DigestLength, 0, 0, 0);
    private Vector256<ulong> lower = Lower;
    private readonly byte[] pending = new byte[BlockLength];
    private int pendingLength;
    private ulong length;
    private bool finished;

    // How rows are turned; as expressions, for the compiler makes one instruction of a turn by a constant.
    private static Vector256<ulong> ByOne => Vector256.Create(1ul, 2, 3, 0);

    private static Vector256<ulong> ByTwo => Vector256.Create(2ul, 3, 0, 1);

    private static Vector256<ulong> ByThree => Vector256.Create(3ul, 0, 1, 2);

    /// <summary>Takes more bytes into the digest.</summary>
    /// <exception cref="InvalidOperationException">The digest was read already.</exception>
    public void Append(ReadOnlySpan<byte> bytes)
    {
        if (finished) throw new InvalidOperationException("the digest was read already");
        while (bytes.Length > 0)
        {
            // The last block is compressed with a flag, so a full block waits until there is more.
            if (pendingLength == BlockLength) Compress(pending, last: false);
            if (pendingLength == 0 && bytes.Length > BlockLength)
            {
                pendingLength = BlockLength;
                Compress(bytes[..BlockLength], last: false);
                bytes = bytes[BlockLength..];
                continue;
            }

            var taken = Math.Min(bytes.Length, BlockLength - pendingLength);
            bytes[..taken].CopyTo(pending.AsSpan(pendingLength));
            pendingLength += taken;
            bytes = bytes[taken..];
        }
    }

    /// <summary>The 64 bytes of the digest of all that was appended.</summary>
    /// <exception cref="InvalidOperationException">The digest was read already.</exception>
    public byte[] Finish()
    {
        if (finished) throw new InvalidOperationException("the digest was read already");
        finished = true;
        pending.AsSpan(pendingLength).Clear();
        Compress(pending, last: true);
        var digest = new byte[DigestLength];
        MemoryMarshal.Write(digest, upper);
        MemoryMarshal.Write(digest.AsSpan(DigestLength / 2), lower);
        return digest;
    }

    /// <summary>The digest of some bytes.</summary>
    public static byte[] Hash(ReadOnlySpan<byte> bytes)
    {
        var digest = new Blake2b();
        digest.Append(bytes);
        return digest.Finish();
    }

    private void Compress(ReadOnlySpan<byte> block, bool last)
    {
        length += (ulong)pendingLength;
        pendingLength = 0;
        var message = MemoryMarshal.Cast<byte, ulong>(block);
        // The sixteen words of work as four rows: columns are mixed four at once, and diagonals are columns of rows that were turned.
        var (a, b, c, d) = (upper, lower, Upper, Lower ^ Vector256.Create(length, 0, last ? ulong.MaxValue : 0, 0));
        for (var round = 0; round < 12; round++)
        {
            var order = Schedule.AsSpan(round * 16, 16);
            Mix(ref a, ref b, ref c, ref d, Four(message, order), Four(message, order[1..]));
            (b, c, d) = (Vector256.Shuffle(b, ByOne), Vector256.Shuffle(c, ByTwo), Vector256.Shuffle(d, ByThree));
            Mix(ref a, ref b, ref c, ref d, Four(message, order[8..]), Four(message, order[9..]));
            (b, c, d) = (Vector256.Shuffle(b, ByThree), Vector256.Shuffle(c, ByTwo), Vector256.Shuffle(d, ByOne));
        }

        upper ^= a ^ c;
        lower ^= b ^ d;
    }

    // Every other word of the schedule.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<ulong> Four(ReadOnlySpan<ulong> message, ReadOnlySpan<byte> order) =>
        Vector256.Create(message[order[0]], message[order[2]], message[order[4]], message[order[6]]);

    // Turns by whole bytes are shuffles: one instruction where shifts would be three, if the compiler sees the constant right here.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Mix(ref Vector256<ulong> a, ref Vector256<ulong> b, ref Vector256<ulong> c, ref Vector256<ulong> d, Vector256<ulong> x, Vector256<ulong> y)
    {
        a += b + x;
        // Right by 32 bits.
        d = Vector256.Shuffle((d ^ a).AsUInt32(), Vector256.Create(1u, 0, 3, 2, 5, 4, 7, 6)).AsUInt64();
        c += d;
        // By 24.
        b = Vector256.Shuffle(
            (b ^ c).AsByte(),
            Vector256.Create((byte)3, 4, 5, 6, 7, 0, 1, 2, 11, 12, 13, 14, 15, 8, 9, 10, 19, 20, 21, 22, 23, 16, 17, 18, 27, 28, 29, 30, 31, 24, 25, 26)).AsUInt64();
        a += b + y;
        // By 16.
        d = Vector256.Shuffle(
            (d ^ a).AsByte(),
            Vector256.Create((byte)2, 3, 4, 5, 6, 7, 0, 1, 10, 11, 12, 13, 14, 15, 8, 9, 18, 19, 20, 21, 22, 23, 16, 17, 26, 27, 28, 29, 30, 31, 24, 25)).AsUInt64();
        c += d;
        // By 63, which is left by one.
        b ^= c;
        b = (b + b) | (b >>> 63);
    }
}
