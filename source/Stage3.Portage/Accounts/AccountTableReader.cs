using System.Collections.Immutable;
using Stage3.Linux;

namespace Stage3.Portage.Accounts;

/// <summary>Reads one account file of a root into its table.</summary>
internal static class AccountTableReader
{
    private const int ShownCharacters = 120;

    public static AccountTable<TEntry> Read<TEntry>(HostPath root, AccountFile file, AccountLineParser.LineParser<TEntry> parser)
        where TEntry : class
    {
        throw new NotImplementedException();
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
