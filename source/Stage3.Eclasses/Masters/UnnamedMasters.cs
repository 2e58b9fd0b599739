using System.Text;
using Stage3.Eclasses.Trees;
using Stage3.Linux;

namespace Stage3.Eclasses.Masters;

/// <summary>
/// Stands in for the masters of an overlay whose eclasses are asked for and cannot be found, as in a history: with plain eclasses
/// of our own, which know nothing of ROOT unless a look-up that does is asked for.
/// </summary>
internal static class UnnamedMasters
{
    /// <summary>True where the set inherits an eclass for accounts that nobody has.</summary>
    public static bool AreWanted(EclassSet eclasses) => eclasses.Absent.Any(EclassSet.Names.Contains);

    /// <summary>The set with what is wanted, of masters that know nothing of ROOT.</summary>
    public static EclassSet Unaware(EclassSet eclasses) => eclasses.Over(name => name switch
    {
        "user.eclass" or "user-info.eclass" => Read(name, name, "a plain one that stands in for a master's"),
        _ => null,
    });

    /// <summary>The set with what is wanted, where that is a look-up alone, of masters that honour ROOT; null where more is wanted.</summary>
    public static EclassSet? Aware(EclassSet eclasses) => eclasses.Absent.Contains("user.eclass")
        ? null
        : eclasses.Over(name => name == "user-info.eclass" ? Read(name, "root-user-info.eclass", "one that honours ROOT and stands in for a master's") : null);

    private static EclassFile Read(string name, string resource, string origin) =>
        new(name, Encoding.UTF8.GetBytes(EmbeddedText.Read(typeof(UnnamedMasters), resource)), origin);
}
