using Stage3.Archives.Tar;
using Stage3.Linux.Files;

namespace Stage3.Packaging.Comparing;

/// <summary>What a stage says of one path. What its source does not tell is null.</summary>
/// <param name="Type">What it is; a further name of a file is a file.</param>
/// <param name="Mode">Permission bits with setuid, setgid and sticky.</param>
/// <param name="User">The owning user: its number, or the name that a list has in its place.</param>
/// <param name="Group">The owning group, likewise.</param>
/// <param name="Size">Bytes of content.</param>
/// <param name="Target">Target of a symlink; else empty.</param>
/// <param name="Capability">The value of <c>security.capability</c>, hexadecimal; empty where there is none, null where a list of contents does not tell.</param>
public sealed record StagedFile(PaxEntryType Type, int Mode, string User, string Group, long Size, string Target, string? Capability)
{
    private const int SetIdBits = 0b110_000_000_000;

    /// <summary>Whether it is a program that runs as somebody else: setuid or setgid, on a file.</summary>
    public bool SetsId => Type == PaxEntryType.File && (Mode & SetIdBits) != 0;

    /// <summary>Whether two owners are known to be others: a name and a number cannot be held against each other.</summary>
    public static bool IsOther(string one, string other) => one != other && char.IsAsciiDigit(one[0]) == char.IsAsciiDigit(other[0]);

    /// <summary>A <see cref="Capability"/> in the words of getcap(8): <c>cap_net_raw=ep</c>; <c>none</c> for the empty one.</summary>
    public static string CapabilityText(string capability) =>
        capability.Length == 0 ? "none" : FileCapabilities.Text(Convert.FromHexString(capability)) ?? capability;
}
