using System.Collections.Immutable;
using System.Globalization;

namespace Stage3.Portage.Accounts;

/// <summary>Lines of the four files, field by field. A parser answers the entry, or null and the reason.</summary>
internal static class AccountLineParser
{
    public delegate TEntry? LineParser<TEntry>(string[] fields, int line, out string reason);

    /// <summary>passwd(5): seven fields.</summary>
    public static PasswdEntry? Passwd(string[] fields, int line, out string reason) =>
        HasFields(fields, 7, out reason)
        && IsId(fields[2], "user id", out var uid, ref reason)
        && IsId(fields[3], "group id", out var gid, ref reason)
            ? new PasswdEntry(fields[0], fields[1], uid, gid, fields[4], fields[5], fields[6], line)
            : null;

    /// <summary>group(5): four fields.</summary>
    public static GroupEntry? Group(string[] fields, int line, out string reason) =>
        HasFields(fields, 4, out reason)
        && IsId(fields[2], "group id", out var gid, ref reason)
            ? new GroupEntry(fields[0], fields[1], gid, Names(fields[3]), line)
            : null;

    /// <summary>shadow(5): nine fields, the last reserved.</summary>
    public static ShadowEntry? Shadow(string[] fields, int line, out string reason)
    {
        if (!HasFields(fields, 9, out reason)) return null;
        var days = new long?[6];
        for (var index = 0; index < days.Length; index++)
            if (!IsDays(fields[index + 2], out days[index], ref reason)) return null;
        return new ShadowEntry(fields[0], fields[1], days[0], days[1], days[2], days[3], days[4], days[5], line);
    }

    /// <summary>gshadow(5): four fields.</summary>
    public static GshadowEntry? Gshadow(string[] fields, int line, out string reason) =>
        HasFields(fields, 4, out reason)
            ? new GshadowEntry(fields[0], fields[1], Names(fields[2]), Names(fields[3]), line)
            : null;

    private static bool HasFields(string[] fields, int count, out string reason)
    {
        reason = fields switch
        {
            _ when fields[0] is ['+' or '-', ..] => "it asks NIS for accounts, which a stage cannot",
            _ when fields.Length != count => $"it has {fields.Length} of {count} fields",
            _ when fields[0].Length == 0 => "the name is empty",
            _ => "",
        };
        return reason.Length == 0;
    }

    private static bool IsId(string text, string what, out uint id, ref string reason)
    {
        // 4294967295 is (uid_t) -1, which chown(2) reads as "leave it".
        var isId = uint.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out id) && id != uint.MaxValue;
        if (!isId) reason = $"the {what} '{AccountText.Display(text)}' is no number from 0 to 4294967294";
        return isId;
    }

    private static bool IsDays(string text, out long? days, ref string reason)
    {
        var isNumber = long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number);
        days = isNumber ? number : null;
        if (isNumber || text.Length == 0) return true;
        reason = $"'{AccountText.Display(text)}' is no number of days";
        return false;
    }

    private static ImmutableArray<string> Names(string text) => text.Length == 0 ? [] : [.. text.Split(',')];
}
