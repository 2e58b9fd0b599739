using System.Collections.Immutable;
using Stage3.Embedded.Phases;
using Stage3.Portage.Configuration;

namespace Stage3.Embedded.Execution;

/// <summary>
/// Where messages of packages are kept, and which: PORTAGE_ELOG_SYSTEM, with PORTAGE_ELOG_CLASSES for all that names no classes itself (make.conf(5)). Where nothing is said, each package has its file
/// of what <c>elog</c>, <c>ewarn</c> and <c>eerror</c> said.
/// </summary>
/// <param name="Save">Of what <c>save</c> makes a file a package; empty where it is not asked for.</param>
/// <param name="Summary">Of what <c>save_summary</c> adds to the one file of all; empty where it is not asked for.</param>
/// <param name="ByCategory">Whether the files of <c>save</c> lie in a folder a category: FEATURES=split-elog.</param>
/// <param name="Unknown">Systems that are asked for, and that this engine has not.</param>
internal sealed record ElogPolicy(ImmutableArray<PhaseEventKind> Save, ImmutableArray<PhaseEventKind> Summary, bool ByCategory, ImmutableArray<string> Unknown)
{
    private const string UsualClasses = "log warn error";

    internal static ElogPolicy Of(ConfigurationVariables variables)
    {
        var classes = variables.All.GetValueOrDefault("PORTAGE_ELOG_CLASSES", UsualClasses);
        return Parse(classes, variables.All.GetValueOrDefault("PORTAGE_ELOG_SYSTEM", "save"), variables.Words("FEATURES").Contains("split-elog"));
    }

    /// <summary>Reads the variables; a system that stands twice has the classes of both.</summary>
    internal static ElogPolicy Parse(string classes, string systems, bool byCategory = false)
    {
        var asked = Words(systems, null).Select(word => word.Split(':', 2)).ToLookup(parts => parts[0].Replace('-', '_'), parts => parts.Length > 1 ? Words(parts[1], [',']) : [], StringComparer.Ordinal);
        return new(Kinds("save"), Kinds("save_summary"), byCategory, [.. asked.Select(each => each.Key).Where(name => name is not ("save" or "save_summary" or "echo")).Order(StringComparer.Ordinal)]);

        ImmutableArray<PhaseEventKind> Kinds(string name)
        {
            if (!asked.Contains(name)) return [];
            var own = asked[name].SelectMany(words => words).ToList();
            return [.. (own.Count > 0 ? own : [.. Words(classes, null)]).SelectMany(Of)];
        }
    }

    private static string[] Words(string text, char[]? separators) => text.Split(separators, StringSplitOptions.RemoveEmptyEntries);

    private static PhaseEventKind[] Of(string name) => name.ToUpperInvariant() switch
    {
        "INFO" => [PhaseEventKind.Information],
        "LOG" => [PhaseEventKind.Log],
        "WARN" => [PhaseEventKind.Warning],
        "ERROR" => [PhaseEventKind.Error],
        "QA" => [PhaseEventKind.Quality],
        "*" => [PhaseEventKind.Information, PhaseEventKind.Log, PhaseEventKind.Warning, PhaseEventKind.Error, PhaseEventKind.Quality],
        _ => [],
    };
}
