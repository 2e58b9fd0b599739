using Stage3.Linux;

namespace Stage3.Portage.Binhosts;

/// <summary>A binhost that cannot be used, or something of it that is refused: what it serves is not what its index says.</summary>
public sealed class BinhostException(string what, string where, Exception? inner = null, string? remedy = null) : Stage3Exception(
    what, where, remedy ?? "try again later, or name another binhost: nothing of this was used", inner)
{
    /// <summary>Whether the binhost answers that it has no such file, instead of not answering or answering wrongly.</summary>
    public bool IsAbsence { get; init; }
}
