using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Microsoft.Win32.SafeHandles;
using Stage3.Linux.Files;

namespace Stage3.Archives.Tar;

/// <summary>Where the stored bytes of a sparse file belong: pieces in order, not overlapping, holes of zeros between.</summary>
internal sealed record SparseMap(ImmutableArray<(long Offset, long Length)> Pieces, long RealSize)
{
    // GNU tar has no limit; a million pieces is a map of some 16 MiB.
    private const int MostPieces = 1_000_000;

    internal long Stored { get; } = Pieces.Sum(piece => piece.Length);

    /// <summary>The map of a file as GNU tar makes it: what ends in a hole, or is full, has an empty piece at its end.</summary>
    internal static SparseMap? Of(SafeFileHandle file, FileStatus status) =>
        FileHoles.Pieces(file, status) is { } pieces ? new([.. pieces, (status.Size, 0)], status.Size) : null;

    /// <summary>The map in pax format 1.0, filled up to a block.</summary>
    internal byte[] ToText()
    {
        var text = new StringBuilder().Append(CultureInfo.InvariantCulture, $"{Pieces.Length}\n");
        foreach (var (offset, length) in Pieces) text.Append(CultureInfo.InvariantCulture, $"{offset}\n{length}\n");
        var bytes = new byte[text.Length + TarHeader.Padding(text.Length)];
        Encoding.ASCII.GetBytes(text.ToString(), bytes);
        return bytes;
    }

    /// <summary>Checks the numbers: pairs of offset and length.</summary>
    internal static SparseMap Of(IReadOnlyList<long> numbers, long realSize, string where)
    {
        if (numbers.Count % 2 != 0 || numbers.Count / 2 > MostPieces) throw Wrong(where);
        var pieces = ImmutableArray.CreateBuilder<(long, long)>(numbers.Count / 2);
        long end = 0;
        for (var i = 0; i < numbers.Count; i += 2)
        {
            var (offset, length) = (numbers[i], numbers[i + 1]);
            if (offset < end || length < 0 || length > realSize - offset) throw Wrong(where);
            end = offset + length;
            pieces.Add((offset, length));
        }
        return new SparseMap(pieces.ToImmutable(), realSize);
    }

    /// <summary>The map of pax format 0.1 (and 0.0, whose keys repeat).</summary>
    internal static SparseMap Of(PaxHeaderValues values, long realSize, string where)
    {
        if (!values.TryGet("GNU.sparse.map", out var text)) return Of(values.SparseMap, realSize, where);
        var numbers = new List<long>();
        foreach (var range in text.Span.Split((byte)','))
            numbers.Add(PaxHeaderValues.ParseNumber(text.Span[range], "GNU.sparse.map", where));
        return Of(numbers, realSize, where);
    }

    /// <summary>The map of pax format 1.0, which stands before the content in decimal lines, filled up to a block.</summary>
    /// <param name="readBlock">The next block of 512 bytes.</param>
    /// <param name="realSize">Size of the file with its holes.</param>
    /// <param name="where">For errors.</param>
    /// <param name="used">Bytes that the map took.</param>
    internal static SparseMap Read(Func<byte[]> readBlock, long realSize, string where, out long used)
    {
        var numbers = new List<long>();
        long expected = -1, number = -1;
        used = 0;
        while (expected < 0 || numbers.Count < expected)
        {
            used += TarHeader.BlockSize;
            foreach (var value in readBlock())
            {
                if (value is >= (byte)'0' and <= (byte)'9' && number < long.MaxValue / 20) number = (Math.Max(number, 0) * 10) + value - '0';
                else if (value == '\n' && number >= 0)
                {
                    if (expected < 0) expected = number <= MostPieces ? number * 2 : throw Wrong(where);
                    else numbers.Add(number);
                    number = -1;
                    if (numbers.Count == expected) break;
                }
                else throw Wrong(where);
            }
        }
        return Of(numbers, realSize, where);
    }

    private static ArchiveException Wrong(string where) => ArchiveException.Broken("the map of a sparse file is wrong", where);
}
