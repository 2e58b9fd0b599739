namespace Stage3.Emerge.Plans;

/// <summary>Something that keeps a command from having a plan.</summary>
/// <param name="Kind">What sort of thing.</param>
/// <param name="Text">What it is, in one line: atoms, versions and reasons as the engine says them.</param>
public sealed record PlanObstacle(PlanObstacleKind Kind, string Text)
{
    /// <summary>Kind and text.</summary>
    public override string ToString() => Kind switch
    {
        PlanObstacleKind.Masked => $"masked: {Text}",
        PlanObstacleKind.Cycle => $"a cycle: {Text}",
        PlanObstacleKind.Blocked => $"blocked: {Text}",
        PlanObstacleKind.Missing => $"nothing satisfies {Text}",
        PlanObstacleKind.UseChange => $"another USE would be needed: {Text}",
        _ => Text,
    };
}
