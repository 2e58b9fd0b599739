using System.Collections.Immutable;
using Stage3.Linux;

namespace Stage3.Reproducing;

/// <summary>What must have no say in the bytes of a stage.</summary>
/// <param name="Folder">Where the build works.</param>
/// <param name="Umask">The umask of whoever starts it, octal.</param>
/// <param name="TimeZone">The time zone, <c>TZ</c>.</param>
/// <param name="Locale">The locale, <c>LC_ALL</c>.</param>
/// <param name="Jobs">How many packages at once.</param>
internal sealed record Surroundings(HostPath Folder, string Umask, string TimeZone, string Locale, int Jobs)
{
    /// <summary>Two that differ in all of it. The second is the one in which programs go wrong: an odd zone, and a locale with two kinds of i.</summary>
    public static ImmutableArray<Surroundings> Pair(HostPath folder) =>
    [
        new(folder / "first", "022", "UTC", "C.UTF-8", 1),
        new(folder / "another folder, second", "077", "Asia/Kathmandu", "tr_TR.UTF-8", 3),
    ];

    /// <inheritdoc/>
    public override string ToString() => $"umask {Umask}, TZ={TimeZone}, LC_ALL={Locale}, {Jobs} jobs, in '{Folder.Name}'";
}
