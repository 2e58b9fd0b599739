using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Stage3.Archives.Tar;
using Stage3.Linux.Files;

namespace Stage3.Packaging.Comparing;

/// <summary>
/// A line as <c>tar -tv</c> prints it in the locale C, read back: what <see cref="ContentsListing"/> writes, and lists of an archive that has the
/// names of owners.
/// </summary>
internal static partial class ContentsLine
{
    private const string Types = "-dlhcbp";
    private const string Link = " link to ";
    private const string Arrow = " -> ";

    private static readonly PaxEntryType[] Meanings =
        [PaxEntryType.File, PaxEntryType.Folder, PaxEntryType.Symlink, PaxEntryType.HardLink, PaxEntryType.CharacterDevice, PaxEntryType.BlockDevice, PaxEntryType.Fifo];

    public static bool TryParse(string line, [NotNullWhen(true)] out PaxEntry? entry)
    {
        entry = null;
        var match = Line().Match(line);
        if (!match.Success) return false;
        var (uid, user) = Owner(match.Groups["user"].Value);
        var (gid, group) = Owner(match.Groups["group"].Value);
        var type = Meanings[Types.IndexOf(match.Groups["type"].Value[0], StringComparison.Ordinal)];
        var (name, target) = Split(match.Groups["name"].Value, type);
        if (!BytePath.TryParse(Bytes(name), out var path)) return false;
        if (!BytePath.TryParse(type == PaxEntryType.HardLink ? Bytes(target) : [], out var first)) return false;
        entry = new PaxEntry(path, type)
        {
            Mode = Mode(match.Groups["mode"].Value),
            Uid = uid,
            Gid = gid,
            UserName = user,
            GroupName = group,
            Size = long.TryParse(match.Groups["size"].Value, CultureInfo.InvariantCulture, out var size) ? size : 0,
            SymlinkTarget = type == PaxEntryType.Symlink ? ByteString.Of(Bytes(target)) : default,
            HardLinkTarget = first,
        };
        return true;
    }

    // The one name that has the same number everywhere is root.
    private static (uint Id, ByteString Name) Owner(string text) =>
        text == "root" ? (0, default) : uint.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? (id, default) : (0, ByteString.Of(text));

    private static (string Name, string Target) Split(string text, PaxEntryType type)
    {
        var joint = type switch { PaxEntryType.Symlink => Arrow, PaxEntryType.HardLink => Link, _ => null };
        var at = joint is null ? -1 : text.IndexOf(joint, StringComparison.Ordinal);
        return at < 0 ? (text, "") : (text[..at], text[(at + joint!.Length)..]);
    }

    // rwxr-sr-t: nine letters, the third of each three also telling setuid, setgid and sticky.
    private static int Mode(string text)
    {
        var mode = 0;
        for (var index = 0; index < text.Length; index++)
        {
            var letter = text[index];
            if (letter is not ('-' or 'S' or 'T')) mode |= 0b100_000_000 >> index;
            if (letter is 's' or 'S' or 't' or 'T') mode |= 0b100_000_000_000 >> (index / 3);
        }

        return mode;
    }

    // Quoting style "escape": \n and the like, and three octal digits.
    private static byte[] Bytes(string text)
    {
        var bytes = new List<byte>();
        for (var index = 0; index < text.Length; index++)
        {
            var simple = text[index] == '\\' && index + 1 < text.Length ? @"\abtnvfr".IndexOf(text[index + 1], StringComparison.Ordinal) : -1;
            if (simple >= 0)
            {
                bytes.Add(simple == 0 ? (byte)'\\' : (byte)(simple + 6));
                index++;
            }
            else if (text[index] == '\\' && index + 3 < text.Length && text.AsSpan(index + 1, 3).IndexOfAnyExceptInRange('0', '7') < 0)
            {
                bytes.Add((byte)Convert.ToInt32(text.Substring(index + 1, 3), 8));
                index += 3;
            }
            else
            {
                bytes.AddRange(Encoding.UTF8.GetBytes(text, index, 1));
            }
        }

        return [.. bytes];
    }

    [GeneratedRegex(@"^(?<type>[-dlhcbp])(?<mode>[-rwxsStT]{9})\S? +(?<user>[^/ ]+)/(?<group>[^ ]+) +(?<size>\d+(?:,\d+)?) +\S+(?: \d\d:\d\d(?::\d\d)?)? (?<name>.+)$", RegexOptions.CultureInvariant)]
    private static partial Regex Line();
}
