namespace Stage3.Packaging;

/// <summary>How much time goes into a small archive; <see cref="CompressionPlan"/> says what that means for each format.</summary>
public enum CompressionEffort
{
    /// <summary>What the specification says, or what the format's own programs do unless told otherwise.</summary>
    Default,

    /// <summary>For trying things out: a fraction of the time, a larger archive.</summary>
    Fast,

    /// <summary>For what is fetched often: the format's highest levels, and the memory for them.</summary>
    Best,
}
