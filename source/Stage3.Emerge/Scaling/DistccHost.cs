using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Stage3.Emerge.Scaling;

/// <summary>A machine that compiles for others: an item of DISTCC_HOSTS, <c>[user]@host[/limit][,lzo][,cpp]</c> or <c>host[:port][/limit][,lzo][,cpp]</c>. See distcc(1).</summary>
public sealed partial record DistccHost
{
    private DistccHost(string place, int? limit, bool compresses, bool preprocesses) =>
        (Place, Limit, Compresses, Preprocesses) = (place, limit, compresses, preprocesses);

    /// <summary>Where: <c>host</c>, <c>host:port</c> or, by ssh, <c>user@host</c>.</summary>
    public string Place { get; }

    /// <summary>How many jobs it takes at once; null is distcc's default of 4.</summary>
    public int? Limit { get; }

    /// <summary>Whether sources and objects are compressed on the way: <c>,lzo</c>.</summary>
    public bool Compresses { get; }

    /// <summary>Whether it includes headers too: <c>,cpp</c>, which pump mode needs and which needs <c>,lzo</c>.</summary>
    public bool Preprocesses { get; }

    /// <summary>Reads one item.</summary>
    /// <exception cref="FormatException">It is none.</exception>
    public static DistccHost Parse(string text) =>
        TryParse(text, out var host)
            ? host
            : throw new FormatException($"'{text}' is no distcc host: it is host[:port][/limit][,lzo][,cpp], with user@ before it for ssh; cpp needs lzo");

    /// <summary>As <see cref="Parse"/>, but a malformed text is a value.</summary>
    public static bool TryParse(string? text, [NotNullWhen(true)] out DistccHost? host)
    {
        host = null;
        if (Form().Match(text ?? "") is not { Success: true } match) return false;
        var options = match.Groups["option"].Captures.Select(option => option.Value).ToList();
        var (compresses, preprocesses) = (options.Contains("lzo"), options.Contains("cpp"));
        if (options.Distinct().Count() != options.Count || (preprocesses && !compresses)) return false;
        if (match.Groups["port"] is { Success: true } port && !IsBetween(port.Value, 65535)) return false;
        if (match.Groups["limit"] is { Success: true } limit && !IsBetween(limit.Value, 9999)) return false;
        host = new(match.Groups["place"].Value, match.Groups["limit"].Success ? int.Parse(match.Groups["limit"].Value, CultureInfo.InvariantCulture) : null, compresses, preprocesses);
        return true;
    }

    /// <summary>The same host, as pump mode wants it.</summary>
    public DistccHost Pumped => new(Place, Limit, compresses: true, preprocesses: true);

    /// <inheritdoc/>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"{Place}{(Limit is { } limit ? $"/{limit}" : "")}{(Compresses ? ",lzo" : "")}{(Preprocesses ? ",cpp" : "")}");

    private static bool IsBetween(string text, int most) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= 1 && number <= most;

    [GeneratedRegex(@"\A(?<place>[A-Za-z0-9_][A-Za-z0-9_.-]*(?::(?<port>[0-9]{1,5}))?|[A-Za-z0-9_.-]*@[A-Za-z0-9][A-Za-z0-9_.-]*)(?:/(?<limit>[0-9]{1,4}))?(?:,(?<option>lzo|cpp))*\z", RegexOptions.CultureInvariant)]
    private static partial Regex Form();
}
