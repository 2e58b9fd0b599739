namespace Stage3.Linux;

/// <summary>
/// A broken world: something that no caller can be expected to go on from. The message says what happened, where,
/// and what to do, in that order, one line each. Expected outcomes are values, not exceptions.
/// </summary>
public class Stage3Exception(string what, string where, string remedy, Exception? inner = null)
    : Exception($"{what}\n  where: {where}\n  to do: {remedy}", inner)
{
    /// <summary>What happened, one sentence without a full stop.</summary>
    public string What { get; } = what;

    /// <summary>The file, line, root or command that it happened to.</summary>
    public string Where { get; } = where;

    /// <summary>What the reader can do about it.</summary>
    public string Remedy { get; } = remedy;
}
