using System.Collections.Immutable;
using System.Globalization;
using Stage3.Linux;
using Stage3.Portage.Atoms;
using Stage3.Portage.Configuration;

namespace Stage3.Portage.Binhosts;

/// <summary>
/// A <c>binrepos.conf</c>, file or folder: the binhosts by priority, the highest first (portage(5)). <c>location</c>, <c>fetchcommand</c>
/// and <c>resumecommand</c> are not looked at: what was fetched is kept by content.
/// </summary>
public static class BinreposConf
{
    private static readonly ImmutableArray<string> True = ["true", "yes"];

    /// <summary>Whether a path is one: a file, or a folder of that name.</summary>
    public static bool IsAt(HostPath path)
    {
        ArgumentNullException.ThrowIfNull(path);
        return path.IsFile || (path.IsFolder && path.Name == "binrepos.conf");
    }

    /// <summary>Reads a file or a folder of files.</summary>
    /// <exception cref="ConfigurationException">All that is wrong in it.</exception>
    public static ImmutableArray<BinaryRepository> Read(HostPath path)
    {
        var ini = IniFile.Read(path);
        var reader = new IniReader(ini.Sections.FirstOrDefault(IsDefault), ImmutableDictionary<string, string>.Empty.Add("EPREFIX", "").Add("ROOT", "/").Add("EROOT", "/").Add("PORTAGE_CONFIGROOT", "/"));
        var repositories = ini.Sections.Where(section => !IsDefault(section)).Select(section => Repository(section, reader)).ToList();
        if (repositories.Count == 0) reader.Problems.Add(new(path, 0, "no binhost is declared"));
        ConfigurationException.ThrowIfAny(reader.Problems);
        return [.. repositories.OrderByDescending(each => each.Priority).ThenByDescending(each => each.Name, StringComparer.Ordinal).Select(each => each.Repository!)];
    }

    private static bool IsDefault(IniSection section) => section.Name == "DEFAULT";

    private static (string Name, int Priority, BinaryRepository? Repository) Repository(IniSection section, IniReader reader)
    {
        var priority = 0;
        if (reader.Value(section, "priority") is { Length: > 0 } number && !int.TryParse(number, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out priority))
            reader.Problems.Add(section.Problem("priority", $"priority: '{number}' is not a whole number"));
        BinhostAddress? address = null;
        if (reader.Value(section, "sync-uri") is not { } uri) reader.Problems.Add(new(section.File, section.Line, $"[{section.Name}] has no sync-uri"));
        else if (!BinhostAddress.TryParse(uri, out address)) reader.Problems.Add(section.Problem("sync-uri", $"sync-uri: '{uri}' is no binhost: it is http://, https:// or file:// and a folder"));
        var taken = Lists(section, reader);
        return (section.Name, priority, address is null ? null : new BinaryRepository(address)
        {
            VerifySignature = reader.Value(section, "verify-signature") is { } verify ? Is(verify) : null,
            Frozen = Is(reader.Value(section, "frozen")),
            Taken = taken,
        });
    }

    private static bool Is(string? text) => True.Contains(text ?? "", StringComparer.OrdinalIgnoreCase);

    private static PackageLists Lists(IniSection section, IniReader reader)
    {
        IEnumerable<string> Words(string key)
        {
            foreach (var word in (section[key] is null ? "" : reader.Value(section, key)!).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
                if (PackageLists.TryParseOne(word, out _, out var error)) yield return word;
                else reader.Problems.Add(section.Problem(key, $"{key}: {error}"));
        }

        return PackageLists.Parse(Words("getbinpkg-include"), Words("getbinpkg-exclude"));
    }
}
