using Stage3.Archives.Tar;

namespace Stage3.Packaging.Comparing;

/// <summary>What a stage says of one path. What its source does not tell is null.</summary>
/// <param name="Type">What it is; a further name of a file is a file.</param>
/// <param name="Mode">Permission bits with setuid, setgid and sticky.</param>
/// <param name="Uid">The owning user.</param>
/// <param name="Gid">The owning group.</param>
/// <param name="Size">Bytes of content.</param>
/// <param name="Target">Target of a symlink; else empty.</param>
/// <param name="Capability">The value of <c>security.capability</c>, hexadecimal; empty where there is none, null where a list of contents does not tell.</param>
public sealed record StagedFile(PaxEntryType Type, int Mode, uint Uid, uint Gid, long Size, string Target, string? Capability)
{
    private const int SetIdBits = 0b110_000_000_000;

    /// <summary>Whether it is a program that runs as somebody else: setuid or setgid, on a file.</summary>
    public bool SetsId => Type == PaxEntryType.File && (Mode & SetIdBits) != 0;
}
