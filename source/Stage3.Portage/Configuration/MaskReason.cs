namespace Stage3.Portage.Configuration;

/// <summary>One reason why a package may not be installed.</summary>
/// <param name="Kind">What masks it.</param>
/// <param name="Explanation">The reason for people, with what would be accepted.</param>
/// <param name="Line">The line that masks it; null where no single line does.</param>
public sealed record MaskReason(MaskKind Kind, string Explanation, SourceLine? Line = null)
{
    /// <inheritdoc/>
    public override string ToString() => Line is null ? Explanation : $"{Explanation} ({Line.Place})";
}
