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
                Note(member, planned.Real, _placed.TryGetValue(member.Entry.HardLinkTarget, out var first)
                    ? writer.Link(planned.Real, first, NameIn(member, planned.Real))
                    // The name that the file should have had first got no place.
                    : writer.Place(planned.Real, image.Folder, image.Of(member.Entry.Path), NameIn(member, planned.Real)));
                break;
            default:
                var final = writer.Place(planned.Real, image.Folder, member, NameIn(member, planned.Real));
                Note(member, planned.Real, final);
                if (member.Entry.Type == PaxEntryType.Symlink && final is { } symlink) PathsChanged |= MayLeadToFolder(symlink);
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
        folder => placement.NameFor(member.Entry.Path, real, folder, image.Of(member.Entry.Path));

    private void Note(StagedMember member, BytePath real, BytePath? place)
    {
        if (place is not { } final) return;
        _placed[member.Entry.Path] = final;
        if (member.Entry.Type == PaxEntryType.HardLink) _placed.TryAdd(member.Entry.HardLinkTarget, final);
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
}
