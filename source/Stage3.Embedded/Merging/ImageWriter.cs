using Stage3.Archives.Tar;
using Stage3.Linux.Files;

namespace Stage3.Embedded.Merging;

/// <summary>Gives the members of a staged image their places.</summary>
internal sealed class ImageWriter(RootFolder root, StagedImage image, ProtectedPlacement placement, RootWriter writer)
{
    private readonly Dictionary<BytePath, BytePath> _placed = [];
    private readonly List<(BytePath Real, FileTime Modified)> _newFolders = [];

    internal List<BytePath> Written { get; } = [];

    internal List<ProtectedFile> Protected { get; } = [];

    /// <summary>Whether a symlink to a folder was written: real paths may differ from now on.</summary>
    internal bool PathsChanged { get; private set; }

    internal void Write(IReadOnlyList<PlannedMember> plan, CancellationToken cancellation)
    {
        for (var i = 0; i < plan.Count; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            Write(image.Members[i], plan[i]);
        }

        // Last, for whatever is placed in a folder changes its time.
        foreach (var (real, modified) in Enumerable.Reverse(_newFolders)) writer.Folder(real.Parent).SetModified(real.Name, modified);
    }

    private void Write(StagedMember member, PlannedMember planned)
    {
        switch (member.Entry.Type)
        {
            case PaxEntryType.Folder:
                WriteFolder(member.Entry, planned);
                break;
            case PaxEntryType.HardLink:
                Note(member, planned.Real, writer.Link(planned.Real, _placed[member.Entry.HardLinkTarget], NameIn(member, planned.Real)));
                break;
            default:
                var final = writer.Place(planned.Real, image.Folder, member, NameIn(member, planned.Real));
                Note(member, planned.Real, final);
                if (member.Entry.Type == PaxEntryType.Symlink) PathsChanged |= MayLeadToFolder(final);
                break;
        }
    }

    private void WriteFolder(PaxEntry entry, PlannedMember planned)
    {
        // A folder that is there, or a symlink to one, stays as it is, owner and mode too: so does Portage.
        if (planned.Existing is not null || writer.Folder(planned.Real.Parent).TryStatus(planned.Real.Name, out _)) return;
        writer.MakeFolder(planned.Real, entry);
        _newFolders.Add((planned.Real, entry.Modified));
        Written.Add(planned.Real);
    }

    private Func<FolderHandle, ByteString> NameIn(StagedMember member, BytePath real) =>
        folder => placement.NameFor(member.Entry.Path, real, folder, name => IsSame(folder, name, image.Of(member.Entry.Path)));

    private void Note(StagedMember member, BytePath real, BytePath final)
    {
        _placed[member.Entry.Path] = final;
        if (final != real) Protected.Add(new ProtectedFile(real, final));
        Written.Add(final);
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

    private static bool IsSame(FolderHandle folder, ByteString name, StagedMember member) => member.Entry.Type switch
    {
        PaxEntryType.File => ExistingFile.Md5(folder, name) == member.Md5,
        PaxEntryType.Symlink => folder.TryStatus(name, out var status) && status.Type == FileType.Symlink && folder.ReadLink(name) == member.Entry.SymlinkTarget,
        _ => false,
    };
}
