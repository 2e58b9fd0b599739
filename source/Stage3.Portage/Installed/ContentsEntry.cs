using System.Buffers.Text;
using System.Globalization;
using System.Text;
using Stage3.Linux.Files;

namespace Stage3.Portage.Installed;

/// <summary>
/// One line of a package's CONTENTS: a path that the package put into the root (portage(5)). Paths and targets are bytes and are stored
/// as they are; a newline in one cannot be stored and is refused, as Portage refuses it.
/// </summary>
public readonly record struct ContentsEntry : IComparable<ContentsEntry>
{
    private static ReadOnlySpan<byte> Arrow => " -> "u8;

    private ContentsEntry(ContentsKind kind, BytePath path, string md5, ByteString target, long mtime)
    {
        if (path.Bytes.Span.Contains((byte)'\n') || target.Span.Contains((byte)'\n'))
            throw new FormatException($"'{path}' cannot be recorded as installed: it has a newline in its name or target");
        (Kind, Path, Md5, Target, Mtime) = (kind, path, md5, target, Math.Max(0, mtime));
    }

    /// <summary>What it is.</summary>
    public ContentsKind Kind { get; }

    /// <summary>Where it is, from the root.</summary>
    public BytePath Path { get; }

    /// <summary>The MD5 of a regular file, 32 lower-case digits; else empty.</summary>
    public string Md5 { get; }

    /// <summary>What a symlink points to; else empty. One with <c>" -> "</c> in it is written as it is, and Portage and we read the line as a link of another name.</summary>
    public ByteString Target { get; }

    /// <summary>Seconds since 1970 of files and symlinks; else 0. Earlier times are recorded as 0, for the format has no sign.</summary>
    public long Mtime { get; }

    /// <summary>A folder.</summary>
    /// <exception cref="FormatException">The path has a newline in it.</exception>
    public static ContentsEntry Folder(BytePath path) => new(ContentsKind.Folder, path, "", default, 0);

    /// <summary>A regular file.</summary>
    /// <exception cref="FormatException">The path has a newline in it, or the digest is not one word.</exception>
    public static ContentsEntry File(BytePath path, string md5, long mtime) =>
        md5.Length > 0 && !md5.Any(char.IsWhiteSpace)
            ? new(ContentsKind.File, path, md5, default, mtime)
            : throw new FormatException($"'{md5}' is not a digest");

    /// <summary>A symlink.</summary>
    /// <exception cref="FormatException">The path or target has a newline in it, or the target is empty.</exception>
    public static ContentsEntry Symlink(BytePath path, ByteString target, long mtime) =>
        !target.IsEmpty
            ? new(ContentsKind.Symlink, path, "", target, mtime)
            : throw new FormatException($"the symlink '{path}' has no target");

    /// <summary>A named pipe.</summary>
    /// <exception cref="FormatException">The path has a newline in it.</exception>
    public static ContentsEntry Fifo(BytePath path) => new(ContentsKind.Fifo, path, "", default, 0);

    /// <summary>A device node.</summary>
    /// <exception cref="FormatException">The path has a newline in it.</exception>
    public static ContentsEntry Device(BytePath path) => new(ContentsKind.Device, path, "", default, 0);

    /// <summary>Reads a line as Portage does: fields from the right, so that blanks in names are no matter; a symlink's line is split at its last arrow.</summary>
    public static bool TryParse(ReadOnlySpan<byte> line, out ContentsEntry entry)
    {
        entry = default;
        if (line.Length < 5 || line[3] != ' ' || line.Contains((byte)0) || line.Contains((byte)'\n')) return false;
        var rest = line[4..];
        if (line.StartsWith("dir"u8)) return TryPlain(ContentsKind.Folder, rest, out entry);
        if (line.StartsWith("fif"u8)) return TryPlain(ContentsKind.Fifo, rest, out entry);
        if (line.StartsWith("dev"u8)) return TryPlain(ContentsKind.Device, rest, out entry);
        if (!TryTime(ref rest, out var mtime)) return false;
        if (line.StartsWith("obj"u8)) return TryFile(rest, mtime, out entry);
        return line.StartsWith("sym"u8) && TrySymlink(rest, mtime, out entry);
    }

    /// <summary>The line without its newline.</summary>
    public ByteString ToLine()
    {
        var word = Kind switch
        {
            ContentsKind.File => "obj /"u8,
            ContentsKind.Symlink => "sym /"u8,
            ContentsKind.Fifo => "fif /"u8,
            ContentsKind.Device => "dev /"u8,
            _ => "dir /"u8,
        };
        var line = ByteString.Of(word).Append(Path.Bytes.Span);
        return Kind switch
        {
            ContentsKind.File => line.Append(Encoding.UTF8.GetBytes($" {Md5} {Mtime.ToString(CultureInfo.InvariantCulture)}")),
            ContentsKind.Symlink => line.Append(Arrow).Append(Target.Span).Append(Encoding.UTF8.GetBytes($" {Mtime.ToString(CultureInfo.InvariantCulture)}")),
            _ => line,
        };
    }

    /// <inheritdoc/>
    public int CompareTo(ContentsEntry other) => Path.CompareTo(other.Path);

    /// <summary>The line, for people.</summary>
    public override string ToString() => ToLine().ToString();

    /// <summary>Order by path.</summary>
    public static bool operator <(ContentsEntry left, ContentsEntry right) => left.CompareTo(right) < 0;

    /// <summary>Order by path.</summary>
    public static bool operator >(ContentsEntry left, ContentsEntry right) => left.CompareTo(right) > 0;

    /// <summary>Order by path.</summary>
    public static bool operator <=(ContentsEntry left, ContentsEntry right) => left.CompareTo(right) <= 0;

    /// <summary>Order by path.</summary>
    public static bool operator >=(ContentsEntry left, ContentsEntry right) => left.CompareTo(right) >= 0;

    private static bool TryPlain(ContentsKind kind, ReadOnlySpan<byte> text, out ContentsEntry entry)
    {
        entry = default;
        if (!BytePath.TryParse(text, out var path)) return false;
        entry = new(kind, path, "", default, 0);
        return true;
    }

    private static bool TryFile(ReadOnlySpan<byte> rest, long mtime, out ContentsEntry entry)
    {
        entry = default;
        var at = rest.LastIndexOf((byte)' ');
        if (at <= 0 || at == rest.Length - 1 || !BytePath.TryParse(rest[..at], out var path)) return false;
        entry = new(ContentsKind.File, path, Encoding.UTF8.GetString(rest[(at + 1)..]), default, mtime);
        return true;
    }

    private static bool TrySymlink(ReadOnlySpan<byte> rest, long mtime, out ContentsEntry entry)
    {
        entry = default;
        var at = rest.LastIndexOf(Arrow);
        if (at <= 0 || at + Arrow.Length == rest.Length || !BytePath.TryParse(rest[..at], out var path)) return false;
        entry = new(ContentsKind.Symlink, path, "", ByteString.Of(rest[(at + Arrow.Length)..]), mtime);
        return true;
    }

    private static bool TryTime(ref ReadOnlySpan<byte> rest, out long mtime)
    {
        mtime = 0;
        var at = rest.LastIndexOf((byte)' ');
        if (at <= 0 || rest[(at + 1)..].ContainsAnyExceptInRange((byte)'0', (byte)'9')) return false;
        var read = Utf8Parser.TryParse(rest[(at + 1)..], out mtime, out var used) && used == rest.Length - at - 1;
        rest = rest[..at];
        return read;
    }
}
