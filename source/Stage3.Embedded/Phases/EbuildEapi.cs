using System.Text.RegularExpressions;
using Stage3.Linux;
using Stage3.Portage.Names;

namespace Stage3.Embedded.Phases;

/// <summary>Finds an ebuild's EAPI without sourcing it: its first line that is neither blank nor a comment. See PMS 7.3.1.</summary>
internal static partial class EbuildEapi
{
    internal static readonly string Supported = "EAPI 7 and 8";

    /// <summary>The EAPI; null with a reason where this engine cannot run it.</summary>
    internal static Eapi? Read(HostPath ebuild, out string? reason)
    {
        if (!ebuild.IsFile)
        {
            reason = $"there is no file {ebuild}";
            return null;
        }
        var line = File.ReadLines(ebuild.Value).FirstOrDefault(text => !BlankOrComment().IsMatch(text)) ?? "";
        var match = Assignment().Match(line);
        var text = match.Success ? match.Groups["eapi"].Value : "0";
        reason = text is "7" or "8" ? null : $"EAPI {text} is not supported: {Supported} are";
        return reason is null ? Eapi.Parse(text) : null;
    }

    [GeneratedRegex(@"\A[ \t]*(#.*)?\z")]
    private static partial Regex BlankOrComment();

    [GeneratedRegex("""\A[ \t]*EAPI=(?<quote>['"]?)(?<eapi>[A-Za-z0-9+_.-]*)\k<quote>[ \t]*([ \t]#.*)?\z""")]
    private static partial Regex Assignment();
}
