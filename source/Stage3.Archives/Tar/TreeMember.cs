using Stage3.Linux.Files;

namespace Stage3.Archives.Tar;

/// <summary>What an archive would say of an entry of a tree, with the entry itself, whose content can be opened.</summary>
/// <param name="Entry">The member.</param>
/// <param name="Source">Where it came from; good until the walk goes on.</param>
public readonly record struct TreeMember(PaxEntry Entry, WalkEntry Source);
