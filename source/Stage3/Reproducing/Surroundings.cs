using System.Collections.Immutable;
using System.Globalization;
using Stage3.Linux;

namespace Stage3.Reproducing;

/// <summary>What must have no say in the bytes of a stage.</summary>
/// <param name="Folder">Where the build works.</param>
/// <param name="Umask">The umask of whoever starts it, octal.</param>
/// <param name="TimeZone">The time zone, <c>TZ</c>.</param>
/// <param name="Locale">The locale, <c>LC_ALL</c>.</param>
/// <param name="Jobs">How many packages at once.</param>
/// <param name="Shift">How far the pipeline's clock is put forward: nobody builds what is not written yet. Programs that a package starts see the machine's.</param>
internal sealed record Surroundings(HostPath Folder, string Umask, string TimeZone, string Locale, int Jobs, TimeSpan Shift)
{
    private static readonly ImmutableArray<string> Umasks = ["000", "002", "022", "027", "037", "077"];

    private static readonly ImmutableArray<string> TimeZones =
        ["UTC", "America/New_York", "Asia/Kathmandu", "Asia/Tokyo", "Australia/Lord_Howe", "Europe/Berlin", "Pacific/Kiritimati", "XYZ+11:59"];

    private static readonly ImmutableArray<string> Locales = ["C", "C.UTF-8", "POSIX", "de_DE.UTF-8", "en_US.UTF-8", "fa_IR.UTF-8", "ja_JP.UTF-8", "tr_TR.UTF-8", "xx_XX"];

    /// <summary>So many: two that differ in all of it, and then what the lot says.</summary>
    public static IEnumerable<Surroundings> Of(HostPath folder, int count, Random lot) =>
        Pair(folder).Concat(Enumerable.Range(3, Math.Max(0, count - 2)).Select(number => Drawn(folder, number, lot)));

    /// <summary>Two that differ in all of it. The second is the one in which programs go wrong: an odd zone, and a locale with two kinds of i.</summary>
    public static ImmutableArray<Surroundings> Pair(HostPath folder) =>
    [
        new(folder / "first", "022", "UTC", "C.UTF-8", 1, TimeSpan.Zero),
        new(folder / "another folder, second", "077", "Asia/Kathmandu", "tr_TR.UTF-8", 3, TimeSpan.FromDays(100)),
    ];

    /// <inheritdoc/>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"umask {Umask}, TZ={TimeZone}, LC_ALL={Locale}, {Jobs} jobs, the clock {Shift.TotalHours:0} hours ahead, in '{Folder.Name}'");

    private static Surroundings Drawn(HostPath folder, int number, Random lot) => new(
        folder / string.Create(CultureInfo.InvariantCulture, $"{number} {new string('n', lot.Next(1, 60))}"),
        Pick(Umasks, lot), Pick(TimeZones, lot), Pick(Locales, lot), lot.Next(1, 5),
        TimeSpan.FromSeconds(lot.Next(300 * 86400)));

    private static string Pick(ImmutableArray<string> choices, Random lot) => choices[lot.Next(choices.Length)];
}
