using System.Globalization;
using System.Text;
using Stage3.Archives.Tar;
using Stage3.Linux.Files;

namespace Stage3.Packaging;

/// <summary>
/// The list of an archive as <c>tar -tv</c> of GNU tar prints it in the time zone UTC: what Gentoo's <c>.CONTENTS.gz</c> holds, and what
/// tools that read those expect.
/// </summary>
internal sealed class ContentsListing(Stream destination)
{
    // Owner, group and size share a column that grows with the longest so far.
    private int _width = 19;

    public void Add(PaxEntry entry)
    {
        var owners = $"{entry.Uid}/{entry.Gid}";
        var size = entry.Type is PaxEntryType.CharacterDevice or PaxEntryType.BlockDevice
            ? $"{entry.Node.Major},{entry.Node.Minor}"
            : entry.Size.ToString(CultureInfo.InvariantCulture);
        _width = Math.Max(_width, owners.Length + 1 + size.Length);
        var line = $"{Mode(entry)} {owners} {size.PadLeft(_width - owners.Length - 1)} {Time(entry.Modified)} {Name(entry)}\n";
        destination.Write(Encoding.ASCII.GetBytes(line));
    }

    private static string Name(PaxEntry entry) => entry.Type switch
    {
        PaxEntryType.Folder when entry.Path.IsRoot => "./",
        PaxEntryType.Folder => $"./{Quoted(entry.Path.Bytes)}/",
        PaxEntryType.Symlink => $"./{Quoted(entry.Path.Bytes)} -> {Quoted(entry.SymlinkTarget)}",
        PaxEntryType.HardLink => $"./{Quoted(entry.Path.Bytes)} link to ./{Quoted(entry.HardLinkTarget.Bytes)}",
        _ => $"./{Quoted(entry.Path.Bytes)}",
    };

    // tar's quoting style "escape" in the locale C.
    private static string Quoted(ByteString name)
    {
        var text = new StringBuilder(name.Length);
        foreach (var one in name.Span)
            _ = one switch
            {
                (byte)'\\' => text.Append(@"\\"),
                7 => text.Append(@"\a"),
                8 => text.Append(@"\b"),
                9 => text.Append(@"\t"),
                10 => text.Append(@"\n"),
                11 => text.Append(@"\v"),
                12 => text.Append(@"\f"),
                13 => text.Append(@"\r"),
                < 32 or > 126 => text.Append('\\').Append(Convert.ToString(one, 8).PadLeft(3, '0')),
                _ => text.Append((char)one),
            };
        return text.ToString();
    }

    private static string Mode(PaxEntry entry)
    {
        var type = entry.Type switch
        {
            PaxEntryType.Folder => 'd',
            PaxEntryType.Symlink => 'l',
            PaxEntryType.HardLink => 'h',
            PaxEntryType.CharacterDevice => 'c',
            PaxEntryType.BlockDevice => 'b',
            PaxEntryType.Fifo => 'p',
            _ => '-',
        };
        var text = new StringBuilder().Append(type);
        foreach (var (shift, special, letter) in new[] { (6, 0b100_000_000_000, 's'), (3, 0b010_000_000_000, 's'), (0, 0b001_000_000_000, 't') })
        {
            var bits = entry.Mode >> shift;
            text.Append((bits & 4) != 0 ? 'r' : '-').Append((bits & 2) != 0 ? 'w' : '-');
            var executable = (bits & 1) != 0;
            text.Append((entry.Mode & special) == 0 ? executable ? 'x' : '-' : executable ? letter : char.ToUpperInvariant(letter));
        }
        return text.ToString();
    }

    private static string Time(FileTime time) =>
        // Beyond the years 1 to 9999 tar prints the number of seconds.
        time.Seconds is >= -62135596800 and <= 253402300799
            ? DateTimeOffset.FromUnixTimeSeconds(time.Seconds).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture)
            : time.Seconds.ToString(CultureInfo.InvariantCulture).PadLeft(16);
}
