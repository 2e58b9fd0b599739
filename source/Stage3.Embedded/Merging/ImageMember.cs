using Stage3.Archives.Tar;
using Stage3.Embedded.Unpacked;

namespace Stage3.Embedded.Merging;

/// <summary>One thing that a package installs.</summary>
/// <param name="Entry">All but its content.</param>
/// <param name="Content">Opens the content of a file.</param>
public readonly record struct ImageMember(PaxEntry Entry, Func<Stream> Content)
{
    /// <summary>The content where a store has it: then nothing is opened.</summary>
    internal KeptContent? Kept { get; init; }
}
