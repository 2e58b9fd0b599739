using System.Collections.Immutable;
using Stage3.Linux.Files;

namespace Stage3.Portage.Accounts;

/// <summary>Reads one account file of a root into its table.</summary>
internal static class AccountTableReader
{
    private const int ShownCharacters = 120;

    public static AccountTable<TEntry> Read<TEntry>(RootFolder root, AccountFile file, AccountLineParser.LineParser<TEntry> parser)
        where TEntry : class
    {
        try
        {
            if (RootLookup.Find(root, BytePath.Parse(AccountFiles.PathOf(file))) is not { } entry) return Parse(null, file, parser);
            // Opened only where it is a regular file: a pipe would wait for a writer, a device might act on being read.
            if (entry.Status.Type != FileType.File) return Refused<TEntry>(file, $"it is no regular file but a {Named(entry.Status.Type)}");
            using var folder = root.OpenParent(entry.Path);
            using var stream = new FileStream(folder.OpenFile(entry.Path.Name), FileAccess.Read, bufferSize: 0);
            return Parse(stream, file, parser);
        }
        catch (FileException unreadable)
        {
            return Refused<TEntry>(file, unreadable.What);
        }
    }

    public static AccountTable<TEntry> Parse<TEntry>(Stream? stream, AccountFile file, AccountLineParser.LineParser<TEntry> parser)
        where TEntry : class
    {
        if (stream is null) return new(file, isThere: false, refusal: null, [], []);
        var entries = ImmutableArray.CreateBuilder<TEntry>();
        var malformed = ImmutableArray.CreateBuilder<MalformedLine>();
        var isWhole = AccountLines.Read(stream, (number, bytes, isCut) =>
        {
            if (IsNoEntry(bytes)) return;
            if (ParseLine(bytes, number, isCut, parser, out var reason) is { } entry)
                entries.Add(entry);
            else
                malformed.Add(new(file, number, Shown(bytes), reason));
        });
        var refusal = isWhole ? null : $"it is larger than {AccountLines.LargestFile >> 20} MiB and was read no further";
        return new(file, isThere: true, refusal, entries.ToImmutable(), malformed.ToImmutable());
    }

    private static AccountTable<TEntry> Refused<TEntry>(AccountFile file, string refusal) =>
        new(file, isThere: true, refusal, [], []);

    private static string Named(FileType type) => type switch
    {
        FileType.Folder => "folder",
        FileType.Fifo => "named pipe",
        FileType.Socket => "socket",
        FileType.CharacterDevice => "character device",
        FileType.BlockDevice => "block device",
        _ => "symlink",
    };

    private static TEntry? ParseLine<TEntry>(
        ReadOnlySpan<byte> bytes, int number, bool isCut, AccountLineParser.LineParser<TEntry> parser, out string reason)
        where TEntry : class
    {
        reason = isCut ? $"it is longer than {AccountLines.LongestLine} bytes"
            : bytes.Contains((byte)0) ? "it holds a NUL byte"
            : bytes is [.., (byte)'\r'] ? "it ends in a carriage return"
            : "";
        return reason.Length > 0 ? null : parser(AccountText.Decode(bytes).Split(':'), number, out reason);
    }

    /// <summary>Blank lines and comments, which nss_files passes over too.</summary>
    private static bool IsNoEntry(ReadOnlySpan<byte> bytes) => bytes.TrimStart(" \t"u8) is [] or [(byte)'#', ..];

    private static string Shown(ReadOnlySpan<byte> bytes)
    {
        var shown = AccountText.Display(AccountText.Decode(bytes[..Math.Min(bytes.Length, ShownCharacters)]));
        return shown.Length <= ShownCharacters ? shown : shown[..ShownCharacters];
    }
}
