using Stage3.Archives.Tar;
using Stage3.Linux;
using Stage3.Linux.Files;

namespace Stage3.Embedded.Merging;

/// <summary>An image that lies in a folder, as after a build or for <c>pkg_preinst</c>. Owners are the numbers of its files.</summary>
public sealed class FolderImage(HostPath folder) : IPackageImage
{
    /// <summary>Names of the owning users by number, where the numbers are those of another system than the root.</summary>
    public Func<uint, ByteString>? UserName { get; init; }

    /// <summary>Names of the owning groups by number.</summary>
    public Func<uint, ByteString>? GroupName { get; init; }

    /// <inheritdoc/>
    public IEnumerable<ImageMember> Members(CancellationToken cancellation)
    {
        var tree = new TreeArchiver { UserName = UserName, GroupName = GroupName };
        foreach (var (entry, source) in tree.Members(folder, RefuseSocket, cancellation))
            yield return new ImageMember(entry, () => new FileStream(source.OpenFile(), FileAccess.Read, bufferSize: 0));
    }

    private void RefuseSocket(BytePath path) => throw new Stage3Exception(
        "a package cannot install a socket", $"{folder}{path}", "remove it at the end of src_install");
}
