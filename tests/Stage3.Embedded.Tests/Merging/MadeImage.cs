using Stage3.Archives.Tar;
using Stage3.Embedded.Merging;
using Stage3.Linux;
using Stage3.Linux.Files;

namespace Stage3.Embedded.Tests.Merging;

/// <summary>An image that no folder could give: of members as they are told, which may break off behind them.</summary>
internal sealed class MadeImage(params PaxEntry[] entries) : IPackageImage
{
    internal bool BreaksOff { get; init; }

    public IEnumerable<ImageMember> Members(CancellationToken cancellation)
    {
        foreach (var entry in entries) yield return new ImageMember(entry, () => new MemoryStream(new byte[entry.Size]));
        if (BreaksOff) throw new Stage3Exception("the image breaks off", "here", "nothing");
    }

    internal static PaxEntry File(string path) => new(BytePath.Parse(path), PaxEntryType.File) { Mode = 0x1a4 };

    internal static PaxEntry Symlink(string path, string target) =>
        new(BytePath.Parse(path), PaxEntryType.Symlink) { SymlinkTarget = ByteString.Of(target) };

    internal static PaxEntry HardLink(string path, string target) =>
        new(BytePath.Parse(path), PaxEntryType.HardLink) { HardLinkTarget = BytePath.Parse(target) };
}
