using Stage3.Archives;
using Stage3.Linux;
using Stage3.Linux.Files;

namespace Stage3.Chroot.Roots;

/// <summary>
/// A root to be examined: a folder where it is, or an archive that is unpacked into a scratch folder for the time. Nothing in a folder is
/// ever written; the scratch folder goes when this is disposed of.
/// </summary>
public sealed class ExaminedRoot : IDisposable
{
    private readonly HostPath? _scratch;

    private ExaminedRoot(HostPath origin, HostPath folder, RecordedFiles recorded, HostPath? scratch) =>
        (Origin, Folder, Recorded, _scratch) = (origin, folder, recorded, scratch);

    /// <summary>What people call it: the folder, or the archive.</summary>
    public HostPath Origin { get; }

    /// <summary>Where its files can be read.</summary>
    public HostPath Folder { get; }

    /// <summary>True where it comes from an archive.</summary>
    public bool IsArchive => _scratch is not null;

    internal RecordedFiles Recorded { get; }

    /// <summary>The root in a folder.</summary>
    /// <exception cref="Stage3Exception">There is no such folder, or nothing in it.</exception>
    public static ExaminedRoot OfFolder(HostPath folder)
    {
        ArgumentNullException.ThrowIfNull(folder);
        if (folder.IsFile) throw new Stage3Exception("a file is no root", folder.Value, "name the folder with the system in it; a tarball goes with --archive");
        if (!folder.IsFolder) throw new Stage3Exception("there is no such root", folder.Value, "name the folder with the system in it, the one that has etc and usr");
        using var opened = FolderHandle.Open(folder);
        return opened.ReadNames().Count > 0
            ? new(folder, folder, RecordedFiles.None, scratch: null)
            : throw new Stage3Exception("the root is empty", folder.Value, "name the folder with the system in it, the one that has etc and usr; if it is a mount point, mount it first");
    }

    /// <summary>
    /// The root in a tar archive, compressed or not. No rights are needed: owners, modes, devices and attributes are kept as records, about
    /// 200 bytes a member, and the disk holds contents and symlinks only. Takes as much room there as the root.
    /// </summary>
    /// <param name="archive">The archive.</param>
    /// <param name="scratch">A folder to make a new one in.</param>
    /// <param name="cancellation">Stops the unpacking; what was unpacked is removed.</param>
    /// <exception cref="ArchiveException">It is no archive, or a broken one.</exception>
    /// <exception cref="Stage3Exception">It cannot be read, or there is no room.</exception>
    public static ExaminedRoot OfArchive(HostPath archive, HostPath scratch, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(archive);
        ArgumentNullException.ThrowIfNull(scratch);
        if (archive.IsFolder) throw new Stage3Exception("a folder is no archive", archive.Value, "name a tarball, or look at the folder with --chroot");
        if (!archive.IsFile) throw new Stage3Exception("there is no such archive", archive.Value, "name a tarball that is there");
        var folder = HostPath.Parse(Path.Combine(scratch.EnsureFolder().Value, $"unpacked-{Guid.NewGuid():N}")).EnsureFolder();
        try
        {
            return new(archive, folder, ArchiveUnpacker.Unpack(archive, folder, cancellation), folder);
        }
        catch
        {
            TreeRemoval.Remove(folder, CancellationToken.None);
            throw;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_scratch is not null) TreeRemoval.Remove(_scratch, CancellationToken.None);
    }
}
