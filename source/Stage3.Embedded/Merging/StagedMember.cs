using Stage3.Archives.Tar;
using Stage3.Linux.Files;

namespace Stage3.Embedded.Merging;

/// <summary>A member of an image, unpacked.</summary>
/// <param name="Entry">All but its content.</param>
/// <param name="Name">Its passing name in the staging folder; empty for folders and hard links, which are made in their place.</param>
/// <param name="Md5">Of the content of a file; of a hard link, of what it is a further name of. Else empty.</param>
/// <param name="IsDressed">Whether it has its owner, mode, attributes and time: others wait until it is known who their owners are in the root.</param>
internal readonly record struct StagedMember(PaxEntry Entry, ByteString Name, string Md5, bool IsDressed);
