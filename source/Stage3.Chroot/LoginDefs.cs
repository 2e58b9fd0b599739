using System.Globalization;

namespace Stage3.Chroot;

/// <summary>The ranges of ids in <c>/etc/login.defs</c>, login.defs(5); what it does not say is as useradd(8) assumes.</summary>
/// <param name="SystemUsers">SYS_UID_MIN to SYS_UID_MAX.</param>
/// <param name="RegularUsers">UID_MIN to UID_MAX.</param>
/// <param name="SystemGroups">SYS_GID_MIN to SYS_GID_MAX.</param>
/// <param name="RegularGroups">GID_MIN to GID_MAX.</param>
internal sealed record LoginDefs(IdRange SystemUsers, IdRange RegularUsers, IdRange SystemGroups, IdRange RegularGroups)
{
    public const string Path = "/etc/login.defs";

    public static LoginDefs Parse(string? text)
    {
        var settings = (text ?? "").Split('\n')
            .Select((line, index) => (fields: line.Split((char[])[' ', '\t'], StringSplitOptions.RemoveEmptyEntries), line: index + 1))
            .Where(setting => setting.fields is [not ['#', ..], _, ..])
            .GroupBy(setting => setting.fields[0], StringComparer.Ordinal)
            .ToDictionary(same => same.Key, same => (value: same.Last().fields[1], same.Last().line), StringComparer.Ordinal);
        var users = Range("UID_MIN", 1000, "UID_MAX", 60000);
        var groups = Range("GID_MIN", 1000, "GID_MAX", 60000);
        return new(
            Range("SYS_UID_MIN", 101, "SYS_UID_MAX", users.First - 1), users,
            Range("SYS_GID_MIN", 101, "SYS_GID_MAX", groups.First - 1), groups);

        IdRange Range(string first, uint firstAssumed, string last, uint lastAssumed) =>
            new(Number(first, firstAssumed), Number(last, lastAssumed), first, settings.GetValueOrDefault(first).line is > 0 and var line ? line : null);

        uint Number(string name, uint assumed) =>
            settings.TryGetValue(name, out var setting) && uint.TryParse(setting.value, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
                ? number
                : assumed;
    }
}
