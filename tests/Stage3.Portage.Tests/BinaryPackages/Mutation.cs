using CsCheck;

namespace Stage3.Portage.Tests.BinaryPackages;

/// <summary>What becomes of good bytes: parts of them written over others, bytes changed, the end cut off.</summary>
/// <param name="Cut">So many bytes off the end.</param>
/// <param name="Bytes">Values and where they go, round and round.</param>
/// <param name="Blocks">Blocks of 512 bytes that are written over others: members that stand twice, headers that are missing.</param>
/// <param name="Mended">Whether headers of tar get their sum again, behind which most changes would never be looked at.</param>
internal sealed record Mutation(int Cut, (int At, byte Value)[] Bytes, (int From, int To)[] Blocks, bool Mended)
{
    private const int Block = 512;
    private const int Checksum = 148;
    private static readonly byte[] Telling = [0, 0xff, 0x80, (byte)'0', (byte)'7', (byte)'/', (byte)'.', (byte)'S', (byte)'x', (byte)'L'];
    private static readonly Gen<int> Anywhere = Gen.Int[0, int.MaxValue];

    // Half of them in the first kilobytes of what is changed, where headers stand.
    private static readonly Gen<(int At, byte Value)> Change =
        Gen.Select(Gen.Frequency((1, Anywhere), (1, Gen.Int[0, 4 * Block])), Gen.Frequency((3, Gen.Byte), (2, Gen.Int[0, Telling.Length - 1].Select(at => Telling[at]))));

    internal static Gen<Mutation> Any { get; } = Gen.Select(
        Gen.Frequency((4, Gen.Const(0)), (1, Gen.Int[1, 1200])), Change.Array[1, 6], Gen.Frequency((4, Gen.Const<(int, int)[]>([])), (1, Gen.Select(Anywhere, Anywhere).Array[1, 2])), Gen.Bool,
        (cut, bytes, blocks, mended) => new Mutation(cut, bytes, blocks, mended));

    internal byte[] Of(byte[] good)
    {
        var mutated = good[..Math.Max(1, good.Length - Cut)];
        var blocks = mutated.Length / Block;
        foreach (var (from, to) in blocks == 0 ? [] : Blocks) mutated.AsSpan(from % blocks * Block, Block).CopyTo(mutated.AsSpan(to % blocks * Block));
        foreach (var (at, value) in Bytes) mutated[at % mutated.Length] = value;
        for (var block = 0; Mended && block < blocks; block++) Mend(mutated.AsSpan(block * Block, Block));
        return mutated;
    }

    /// <summary>Gives a header of tar its sum; any other block is left alone.</summary>
    internal static void Mend(Span<byte> header)
    {
        if (!header[257..262].SequenceEqual("ustar"u8)) return;
        var sum = 8 * ' ';
        for (var at = 0; at < Block; at++) sum += at is >= Checksum and < Checksum + 8 ? 0 : header[at];
        for (var digit = 5; digit >= 0; digit--, sum >>= 3) header[Checksum + digit] = (byte)('0' + (sum & 7));
        (header[Checksum + 6], header[Checksum + 7]) = (0, (byte)' ');
    }
}
