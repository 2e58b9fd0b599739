using Stage3.Archives.Tar;

namespace Stage3.Embedded.Merging;

/// <summary>One thing that a package installs.</summary>
/// <param name="Entry">All but its content.</param>
/// <param name="Content">Opens the content of a file.</param>
public readonly record struct ImageMember(PaxEntry Entry, Func<Stream> Content);
