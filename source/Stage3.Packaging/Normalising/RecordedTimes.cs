using Stage3.Linux;
using Stage3.Linux.Files;
using Stage3.Portage.BinaryPackages;
using Stage3.Portage.Installed;

namespace Stage3.Packaging.Normalising;

/// <summary>Times of files in CONTENTS: they must stay those that the archive has, or a package manager takes the files for changed.</summary>
public sealed class RecordedTimes(FileTime latest) : RewriteRule(
    "vdb-contents-time", "the archive's times end at the source's date, and the recorded ones have to be the same")
{
    /// <inheritdoc/>
    public override bool Concerns(string path) => InstalledKey.Of(path) is { Key: BuildInfoKeys.Contents };

    /// <inheritdoc/>
    public override byte[] Rewrite(string path, ReadOnlySpan<byte> content) =>
        Contents.Of(Contents.Parse(content, HostPath.Parse(path)).Entries.Select(Clamped)).ToBytes();

    private ContentsEntry Clamped(ContentsEntry entry) => entry.Mtime <= latest.Seconds ? entry : entry.Kind switch
    {
        ContentsKind.File => ContentsEntry.File(entry.Path, entry.Md5, latest.Seconds),
        ContentsKind.Symlink => ContentsEntry.Symlink(entry.Path, entry.Target, latest.Seconds),
        _ => entry,
    };
}
