using System.Collections.Immutable;
using System.Globalization;
using Stage3.Reports;

namespace Stage3.Packaging.Comparing;

/// <summary>What a change between two stages must not do, for CI: <c>setuid,capability,growth:5%</c>.</summary>
public sealed record ComparisonGate
{
    private ComparisonGate(bool setuid, bool capability, double? growth) => (Setuid, Capability, Growth) = (setuid, capability, growth);

    /// <summary>No new program that runs as somebody else.</summary>
    public bool Setuid { get; }

    /// <summary>No capability lost or changed, and no file gone that had one.</summary>
    public bool Capability { get; }

    /// <summary>Percents that the whole may grow by; null for any.</summary>
    public double? Growth { get; }

    /// <summary>Reads words between commas; none where the text is null or empty.</summary>
    /// <exception cref="FormatException">A word is no gate.</exception>
    public static ComparisonGate Parse(string? text)
    {
        var words = (text ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        foreach (var word in words)
            if (word is not ("setuid" or "capability") && GrowthOf(word) is null)
                throw new FormatException($"'{word}' is no gate: choose of setuid, capability and growth:N%, with commas between");
        return new(words.Contains("setuid"), words.Contains("capability"), words.Select(GrowthOf).FirstOrDefault(growth => growth is not null));
    }

    /// <summary>All that does not pass.</summary>
    public ImmutableArray<Finding> Check(StageComparison comparison)
    {
        ArgumentNullException.ThrowIfNull(comparison);
        return [.. comparison.Files.SelectMany(Check), .. CheckGrowth(comparison)];
    }

    private IEnumerable<Finding> Check(FileChange change)
    {
        if (Setuid && change.After is { SetsId: true } now && change.Before?.SetsId != true)
            yield return Found("setuid", $"mode {Convert.ToString(now.Mode, 8)}, owner {now.User}:{now.Group}: it runs as somebody else, and did not before", change.Path, "see whether the package needs that; if so, let this comparison pass once without the gate");
        if (Capability && change.Before?.Capability is { Length: > 0 } before && (change.After is null || change.After.Capability is { } after && after != before))
            yield return Found("capability", $"it had {StagedFile.CapabilityText(before)}, and has {(change.After?.Capability is { } left ? StagedFile.CapabilityText(left) : "gone")}", change.Path, "look for what packs or copies files without security.capability, such as tar without --xattrs");
    }

    private IEnumerable<Finding> CheckGrowth(StageComparison comparison)
    {
        var (before, after) = (comparison.Old.Size, comparison.New.Size);
        if (Growth is not { } allowed || after <= before * (1 + (allowed / 100))) yield break;
        var percent = before == 0 ? double.PositiveInfinity : 100.0 * (after - before) / before;
        yield return Found("growth", string.Create(CultureInfo.InvariantCulture, $"the files grew by {percent:0.0} %, from {before} to {after} bytes; {allowed} % are allowed"), null, "see the sizes by package for where it comes from");
    }

    private static Finding Found(string gate, string message, string? path, string remedy) => new($"diff/{gate}", Severity.Error, message, path, null, remedy);

    private static double? GrowthOf(string word) =>
        word.StartsWith("growth:", StringComparison.Ordinal) && word.EndsWith('%')
        && double.TryParse(word["growth:".Length..^1], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var percent) ? percent : null;
}
