namespace Stage3.Archives.Tar;

/// <summary>The map of a sparse file in GNU tar's old format (type <c>S</c>): four pieces in the header, then 21 a block.</summary>
internal static class GnuSparse
{
    private const int PieceSize = 24;

    internal static SparseMap Read(ReadOnlySpan<byte> header, Func<byte[]> readBlock, string where)
    {
        var numbers = new List<long>();
        var realSize = TarNumbers.Read(header[483..495], "real size", where);
        AddPieces(header[386..482], numbers, where);
        var more = header[482] != 0;
        while (more)
        {
            var block = readBlock();
            AddPieces(block.AsSpan(0, 21 * PieceSize), numbers, where);
            more = block[504] != 0;
            if (numbers.Count > 2_000_000) throw ArchiveException.Broken("the map of a sparse file is too long", where);
        }
        return SparseMap.Of(numbers, realSize, where);
    }

    private static void AddPieces(ReadOnlySpan<byte> pieces, List<long> numbers, string where)
    {
        for (; !pieces.IsEmpty && pieces[0] != 0; pieces = pieces[PieceSize..])
        {
            numbers.Add(TarNumbers.Read(pieces[..12], "sparse offset", where));
            numbers.Add(TarNumbers.Read(pieces[12..24], "sparse length", where));
        }
    }
}
