using System.Collections.Immutable;
using Stage3.Archives.Tar;
using Stage3.Linux.Files;

namespace Stage3.Embedded.Merging;

/// <summary>Looks at the members of an image one after the other, whatever root they are for: whether they are a tree that a package may install.</summary>
internal sealed class ImageCheck
{
    private static readonly ImmutableArray<BytePath> FoldersOfDevices = [BytePath.Parse("dev"), BytePath.Parse("lib/udev/devices"), BytePath.Parse("usr/lib/udev/devices")];
    private static readonly BytePath Staging = BytePath.Root.Child(StagingFolder.Name);
    private readonly Dictionary<BytePath, PaxEntryType> _types = [];
    // Folders that have something in them, named by the image or not.
    private readonly HashSet<BytePath> _folders = [];
    private readonly List<MergeProblem> _problems = [];

    internal ImmutableArray<MergeProblem> Problems => [.. _problems];

    internal bool HasProblems => _problems.Count > 0;

    /// <summary>Whether nothing speaks against the member; what does is a problem.</summary>
    internal bool Accepts(PaxEntry entry)
    {
        var path = entry.Path;
        if (path.Bytes.Span.Contains((byte)'\n') || entry.SymlinkTarget.Span.Contains((byte)'\n'))
            return Report(MergeProblemKind.MalformedImage, path, $"{path} has a newline in its name or target, which the installed database cannot record");
        if (Staging.Contains(path))
            return Report(MergeProblemKind.MalformedImage, path, $"{path} has a name that this engine uses while it merges");
        if (!_types.TryAdd(path, entry.Type) && (entry.Type != PaxEntryType.Folder || _types[path] != PaxEntryType.Folder))
            return Report(MergeProblemKind.DuplicateMember, path, $"{path} is in the package more than once");
        if (entry.Type != PaxEntryType.Folder && _folders.Contains(path))
            return Report(MergeProblemKind.MalformedImage, path, $"{path} is no folder, and other members of the package lie below it");
        if (entry.Type is PaxEntryType.CharacterDevice or PaxEntryType.BlockDevice && !FoldersOfDevices.Any(folder => folder.Contains(path)))
            return Report(MergeProblemKind.MalformedImage, path, $"{path} is a device node, and no package has one outside of /dev");
        return IsBelowFolders(path) && IsLinked(entry);
    }

    private bool IsBelowFolders(BytePath path)
    {
        for (var folder = path.Parent; !folder.IsRoot; folder = folder.Parent)
        {
            if (_types.TryGetValue(folder, out var type) && type != PaxEntryType.Folder)
                return Report(MergeProblemKind.MalformedImage, path, $"{path} lies below {folder}, which the package says is no folder");
            // All above it were looked at when it was added.
            if (!_folders.Add(folder)) break;
        }

        return true;
    }

    private bool IsLinked(PaxEntry entry)
    {
        if (entry.Type != PaxEntryType.HardLink) return true;
        var isThere = _types.TryGetValue(entry.HardLinkTarget, out var target) && target != PaxEntryType.Folder && entry.HardLinkTarget != entry.Path;
        return isThere || Report(MergeProblemKind.MalformedImage, entry.Path, $"{entry.Path} is a hard link to {entry.HardLinkTarget}, which is no file before it in the package");
    }

    private bool Report(MergeProblemKind kind, BytePath path, string message)
    {
        _problems.Add(new MergeProblem(kind, path, message));
        return false;
    }
}
