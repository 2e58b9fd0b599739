using Stage3.Linux;

namespace Stage3.Packaging;

/// <summary>A stage could not be packed. Nothing of it has a final name, and no temporary file stays.</summary>
public sealed class StagePackingException(PackingFailure failure, string what, string where, string remedy, Exception? inner = null)
    : Stage3Exception(what, where, remedy, inner)
{
    /// <summary>The kind of failure.</summary>
    public PackingFailure Failure { get; } = failure;
}
