using System.Globalization;
using Stage3.Archives.Tar;

namespace Stage3.Packaging.Comparing;

/// <summary>A path that is not as it was.</summary>
/// <param name="Path">From the root, with a slash before it.</param>
/// <param name="Package">The package that owns it.</param>
/// <param name="Before">As it was; null where it is new.</param>
/// <param name="After">As it is; null where it is gone.</param>
public sealed record FileChange(string Path, string Package, StagedFile? Before, StagedFile? After)
{
    /// <summary>What changed, with both values; empty where nothing did.</summary>
    public string What => (Before, After) switch
    {
        (null, null) => "",
        (null, { } now) => $"added, {Describe(now)}",
        ({ } old, null) => $"removed, {Describe(old)}",
        ({ } old, { } now) => string.Join("; ", Differences(old, now)),
    };

    private static IEnumerable<string> Differences(StagedFile old, StagedFile now)
    {
        if (old.Type != now.Type) yield return $"type {old.Type} → {now.Type}";
        if (old.Mode != now.Mode) yield return $"mode {Octal(old.Mode)} → {Octal(now.Mode)}";
        if (StagedFile.IsOther(old.User, now.User) || StagedFile.IsOther(old.Group, now.Group)) yield return $"owner {old.User}:{old.Group} → {now.User}:{now.Group}";
        if (old.Size != now.Size) yield return string.Create(CultureInfo.InvariantCulture, $"size {old.Size} → {now.Size}");
        if (old.Target != now.Target) yield return $"target {old.Target} → {now.Target}";
        if (old.Capability is { } before && now.Capability is { } after && before != after) yield return Capability(before, after);
    }

    private static string Describe(StagedFile file) => file.Type switch
    {
        PaxEntryType.Symlink => $"a symlink to {file.Target}",
        PaxEntryType.File => string.Create(CultureInfo.InvariantCulture, $"{file.Size} bytes, mode {Octal(file.Mode)}"),
        _ => $"{file.Type}, mode {Octal(file.Mode)}",
    };

    // In the words of getcap(8), unless these are the same for both: then what differs is for whom the rights are.
    private static string Capability(string before, string after) =>
        StagedFile.CapabilityText(before) is var old && StagedFile.CapabilityText(after) is var now && old != now ? $"capability {old} → {now}" : $"capability {before} → {after}";

    private static string Octal(int mode) => Convert.ToString(mode, 8).PadLeft(4, '0');
}
