using Stage3.Archives.Digests;
using Stage3.Archives.Tar;
using Stage3.Linux.Files;

namespace Stage3.Embedded.Merging;

/// <summary>
/// Decides under which name a file goes into its folder: its own, or that of an update where CONFIG_PROTECT covers it and the
/// administrator changed or removed what was installed, or is always asked (FEATURES=-config-protect-if-modified).
/// </summary>
/// <param name="policy">Which files are protected, and how far.</param>
/// <param name="recorded">What was installed.</param>
/// <param name="memory">Which updates were offered before; null where nobody asks.</param>
internal sealed class ProtectedPlacement(MergePolicy policy, RecordedFiles recorded, ConfigMemory? memory = null)
{
    /// <summary>The name to use; empty where the administrator has seen the update before, and it gets no place.</summary>
    /// <param name="path">The path of the member in its package.</param>
    /// <param name="real">Where that is in the root.</param>
    /// <param name="folder">The folder of it.</param>
    /// <param name="member">What is to be written.</param>
    internal ByteString NameFor(BytePath path, BytePath real, FolderHandle folder, StagedMember member)
    {
        var name = real.Name;
        if (!policy.Protection.Covers(path) || KeepsFolder(path, member.Entry)) return name;
        var wasInstalled = recorded.TryGet(real, out var before);
        if (!folder.TryStatus(name, out _)) return wasInstalled ? Update(folder, name, member) : name;
        if (wasInstalled && policy.ReplacesUnmodified && ExistingFile.IsUnchanged(folder, name, before)) return name;
        var isSame = IsSame(folder, name, member);
        if (Md5(member) is { } md5)
        {
            if (!isSame && !policy.OffersAgain && memory?.Knows(path, md5) == true) return default;
            memory?.Remember(path, md5);
        }

        return isSame ? name : Update(folder, name, member);
    }

    private static ByteString Update(FolderHandle folder, ByteString name, StagedMember member) => UpdateName.Next(folder, name, other => IsSame(folder, other, member));

    // Nobody has anything to say in a file that is there so that its folder is.
    private static bool KeepsFolder(BytePath path, PaxEntry entry) => entry is { Type: PaxEntryType.File, Size: 0 } && path.NameSpan.StartsWith(".keep"u8);

    private static string? Md5(StagedMember member) => member.Entry.Type switch
    {
        PaxEntryType.File => member.Md5,
        PaxEntryType.Symlink => Digest.Of(DigestKind.Md5, member.Entry.SymlinkTarget.Span).Hex,
        _ => null,
    };

    private static bool IsSame(FolderHandle folder, ByteString name, StagedMember member) => member.Entry.Type switch
    {
        PaxEntryType.File => ExistingFile.Md5(folder, name) == member.Md5,
        PaxEntryType.Symlink => folder.TryStatus(name, out var status) && status.Type == FileType.Symlink && folder.ReadLink(name) == member.Entry.SymlinkTarget,
        _ => false,
    };
}
