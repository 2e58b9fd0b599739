using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;

namespace Stage3.Eclasses.Verdicts;

/// <summary>The verdicts that a gate lets pass.</summary>
public sealed class AcceptedVerdicts
{
    private readonly ImmutableHashSet<EclassVerdict> verdicts;

    private AcceptedVerdicts(IEnumerable<EclassVerdict> verdicts) => this.verdicts = [.. verdicts];

    /// <summary>All but those that need a person: HalfAware, Void, Conflict, Broken, Missing and AppliesWithFuzz.</summary>
    public static AcceptedVerdicts Default { get; } = new(
        [EclassVerdict.Applies, EclassVerdict.AppliesAtOffset, EclassVerdict.AlreadyApplied, EclassVerdict.NotNeeded, EclassVerdict.Moved]);

    /// <summary>True where the gate lets the verdict pass.</summary>
    public bool Contains(EclassVerdict verdict) => verdicts.Contains(verdict);

    /// <summary>Reads names parted by commas, such as <c>Applies,NotNeeded</c>; the error lists the names there are.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out AcceptedVerdicts? accepted, [NotNullWhen(false)] out string? error)
    {
        ArgumentNullException.ThrowIfNull(text);
        var names = text.Split(',', StringSplitOptions.TrimEntries);
        var unknown = names.Where(name => !Enum.GetNames<EclassVerdict>().Contains(name)).ToList();
        accepted = unknown.Count == 0 ? new AcceptedVerdicts(names.Select(Enum.Parse<EclassVerdict>)) : null;
        error = unknown.Count == 0 ? null : $"'{unknown[0]}' is no verdict; there are {string.Join(", ", Enum.GetNames<EclassVerdict>())}";
        return accepted is not null;
    }
}
