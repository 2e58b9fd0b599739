using System.Buffers;
using Stage3.Archives.Digests;
using Stage3.Archives.Tar;
using Stage3.Linux;
using Stage3.Linux.Files;
using Stage3.Portage.Installed;

namespace Stage3.Embedded.Merging;

/// <summary>Writes the members of an image to where the plan says, and records them as CONTENTS does.</summary>
internal sealed class ImageWriter(
    RootFolder root, IReadOnlyDictionary<BytePath, PlannedMember> plan, ProtectedPlacement placement, RootWriter writer)
{
    private readonly Dictionary<BytePath, Placed> _placed = [];
    private readonly List<(BytePath Real, FileTime Modified)> _newFolders = [];

    internal List<ContentsEntry> Contents { get; } = [];

    internal List<BytePath> Written { get; } = [];

    internal List<ProtectedFile> Protected { get; } = [];

    /// <summary>Whether a symlink to a folder was written: real paths may differ from now on.</summary>
    internal bool PathsChanged { get; private set; }

    internal void Write(IPackageImage image, CancellationToken cancellation)
    {
        foreach (var member in image.Members(cancellation))
            if (!member.Entry.Path.IsRoot) Write(member);
        PathsChanged = _placed.Values.Any(placed => placed.Entry.Type == PaxEntryType.Symlink && MayLeadToFolder(placed.Final));
        // Last, for whatever is written into a folder changes its time.
        foreach (var (real, modified) in Enumerable.Reverse(_newFolders))
        {
            using var folder = root.OpenFolder(real);
            folder.SetModified(modified);
        }
    }

    private void Write(ImageMember member)
    {
        var entry = member.Entry;
        if (!plan.TryGetValue(entry.Path, out var planned))
            throw new Stage3Exception("the image changed between looking at it and writing it", entry.Path.ToString(), "let nothing else write to the binary package, and run again");
        switch (entry.Type)
        {
            case PaxEntryType.Folder:
                WriteFolder(entry, planned);
                break;
            case PaxEntryType.HardLink:
                WriteLink(entry, planned.Real);
                break;
            default:
                WriteOther(member, planned.Real);
                break;
        }
    }

    private void WriteFolder(PaxEntry entry, PlannedMember planned)
    {
        Contents.Add(ContentsEntry.Folder(entry.Path));
        // A folder that is there, or a symlink to one, stays as it is, owner and mode too: so does Portage.
        if (planned.Existing is not null || root.TryStatus(planned.Real, out _)) return;
        writer.MakeFolder(planned.Real, entry);
        _newFolders.Add((planned.Real, entry.Modified));
        Written.Add(planned.Real);
    }

    private void WriteOther(ImageMember member, BytePath real)
    {
        var entry = member.Entry;
        var md5 = "";
        var final = writer.Make(
            real, entry, file => md5 = Copy(member, file), folder => placement.NameFor(entry.Path, real, folder, name => IsSame(folder, name, entry, md5)));
        Record(entry, real, new Placed(final, entry, md5));
    }

    private void WriteLink(PaxEntry entry, BytePath real)
    {
        var target = _placed[entry.HardLinkTarget];
        var final = writer.Link(
            real, target.Final, folder => placement.NameFor(entry.Path, real, folder, name => IsSame(folder, name, target.Entry, target.Md5)));
        Record(entry, real, target with { Final = final });
    }

    private void Record(PaxEntry entry, BytePath real, Placed placed)
    {
        _placed[entry.Path] = placed;
        if (placed.Final != real) Protected.Add(new ProtectedFile(real, placed.Final));
        Written.Add(placed.Final);
        var seconds = placed.Entry.Modified.Seconds;
        Contents.Add(placed.Entry.Type switch
        {
            PaxEntryType.File => ContentsEntry.File(entry.Path, placed.Md5, seconds),
            PaxEntryType.Symlink => ContentsEntry.Symlink(entry.Path, placed.Entry.SymlinkTarget, seconds),
            PaxEntryType.Fifo => ContentsEntry.Fifo(entry.Path),
            _ => ContentsEntry.Device(entry.Path),
        });
    }

    // One that leads nowhere yet may do so once another package was merged.
    private bool MayLeadToFolder(BytePath symlink)
    {
        try
        {
            using var folder = root.OpenFolder(symlink);
            return true;
        }
        catch (FileException e)
        {
            return e.IsMissing;
        }
    }

    private static bool IsSame(FolderHandle folder, ByteString name, PaxEntry entry, string md5) => entry.Type switch
    {
        PaxEntryType.File => ExistingFile.Md5(folder, name) == md5,
        PaxEntryType.Symlink => folder.TryStatus(name, out var status) && status.Type == FileType.Symlink && folder.ReadLink(name) == entry.SymlinkTarget,
        _ => false,
    };

    private static string Copy(ImageMember member, Stream file)
    {
        using var digester = new Digester(DigestKind.Md5);
        var content = member.Content();
        var buffer = ArrayPool<byte>.Shared.Rent(256 * 1024);
        try
        {
            int got;
            while ((got = content.Read(buffer)) > 0)
            {
                digester.Append(buffer.AsSpan(0, got));
                file.Write(buffer, 0, got);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
            content.Dispose();
        }
        return digester.Finish()[0].Hex;
    }

    /// <summary>Where a member lies now, and what it is; of a hard link: what it is a further name of.</summary>
    private readonly record struct Placed(BytePath Final, PaxEntry Entry, string Md5);
}
