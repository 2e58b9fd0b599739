using Stage3.Linux;

namespace Stage3.Archives;

/// <summary>An archive or compressed stream is broken, or holds what it must not.</summary>
public sealed class ArchiveException(string what, string where, string remedy, Exception? inner = null)
    : Stage3Exception(what, where, remedy, inner)
{
    /// <summary>A broken input: what can be done is to get it again.</summary>
    internal static ArchiveException Broken(string what, string where, Exception? inner = null) =>
        new(what, where, "get or build the archive again: this copy is damaged, or was not made as the format asks", inner);
}
