namespace Stage3.Emerge.Plans;

/// <summary>One USE flag of a planned package, with what is new about it: the symbols of emerge(1), <c>--verbose</c>.</summary>
/// <param name="Name">The flag, expanded: <c>python_targets_python3_12</c>.</param>
/// <param name="Enabled">Whether it is on.</param>
/// <param name="Changed">The installed package has it the other way round: <c>*</c>.</param>
/// <param name="Listed">The installed package does not have it, or this one no longer has: <c>%</c>.</param>
/// <param name="Forced">Configuration leaves no choice, or the flag is gone: in parentheses.</param>
public sealed record PlannedFlag(string Name, bool Enabled, bool Changed, bool Listed, bool Forced)
{
    /// <summary>As emerge writes it.</summary>
    public override string ToString() => $"{(Forced ? "(" : "")}{(Enabled ? "" : "-")}{Name}{(Listed ? "%" : "")}{(Changed ? "*" : "")}{(Forced ? ")" : "")}";
}
