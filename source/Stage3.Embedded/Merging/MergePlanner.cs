using System.Collections.Immutable;
using Stage3.Archives.Tar;
using Stage3.Linux.Files;
using Stage3.Portage.Installed;

namespace Stage3.Embedded.Merging;

/// <summary>Goes through an image before anything is written: where each member goes, and all that stands against it.</summary>
internal sealed class MergePlanner(
    RootFolder root, InstalledDatabase database, RealPaths paths, ConfigProtection protection, IReadOnlyCollection<InstalledPackage> makingWay)
{
    private readonly Dictionary<BytePath, PlannedMember> _members = [];
    private readonly Dictionary<BytePath, PaxEntryType> _types = [];
    private readonly Dictionary<BytePath, BytePath> _byRealPath = [];
    private readonly List<MergeProblem> _problems = [];

    /// <summary>Where the members go, by their path in the image.</summary>
    internal IReadOnlyDictionary<BytePath, PlannedMember> Members => _members;

    internal ImmutableArray<MergeProblem> Problems => [.. _problems];

    internal void Look(IPackageImage image, CancellationToken cancellation)
    {
        foreach (var member in image.Members(cancellation))
            if (!member.Entry.Path.IsRoot) Look(member.Entry);
    }

    private void Look(PaxEntry entry)
    {
        if (!IsTree(entry)) return;
        if (paths.Entry(entry.Path) is not { } real)
        {
            Report(MergeProblemKind.TypeConflict, entry.Path, $"{entry.Path} cannot be placed: something on the way to it in the root is no folder");
            return;
        }
        FileStatus? existing = root.TryStatus(real, out var status) ? status : null;
        _members[entry.Path] = new PlannedMember(real, existing);
        if (entry.Type == PaxEntryType.Folder)
        {
            if (existing is { IsFolder: false } && paths.Folder(entry.Path) is null)
                Report(MergeProblemKind.TypeConflict, entry.Path, $"{entry.Path} is a folder of the package, and {Describe(existing.Value)} in the root");
            return;
        }
        if (!_byRealPath.TryAdd(real, entry.Path))
            Report(MergeProblemKind.DuplicateMember, entry.Path, $"{entry.Path} and {_byRealPath[real]} of the package are both {real} in the root");
        if (existing is { } there) LookAtExisting(entry, real, there);
    }

    private bool IsTree(PaxEntry entry)
    {
        if (entry.Path.Bytes.Span.Contains((byte)'\n') || entry.SymlinkTarget.Span.Contains((byte)'\n'))
            return Malformed(entry, $"{entry.Path} has a newline in its name or target, which the installed database cannot record");
        if (!_types.TryAdd(entry.Path, entry.Type) && (entry.Type != PaxEntryType.Folder || _types[entry.Path] != PaxEntryType.Folder))
        {
            Report(MergeProblemKind.DuplicateMember, entry.Path, $"{entry.Path} is in the package more than once");
            return false;
        }
        for (var folder = entry.Path.Parent; !folder.IsRoot; folder = folder.Parent)
            if (_types.TryGetValue(folder, out var type) && type != PaxEntryType.Folder)
                return Malformed(entry, $"{entry.Path} lies below {folder}, which the package says is no folder");
        if (entry.Type == PaxEntryType.HardLink && (!_types.TryGetValue(entry.HardLinkTarget, out var target) || target == PaxEntryType.Folder))
            return Malformed(entry, $"{entry.Path} is a hard link to {entry.HardLinkTarget}, which is no file before it in the package");
        return true;
    }

    private void LookAtExisting(PaxEntry entry, BytePath real, FileStatus existing)
    {
        if (existing.IsFolder)
        {
            Report(MergeProblemKind.TypeConflict, entry.Path, $"{entry.Path} is no folder in the package, and a folder in the root");
            return;
        }
        // What the administrator owns is kept or put beside: that is no collision for Portage either.
        if (protection.Covers(entry.Path)) return;
        var owners = paths.OwnersOf(real, database).ToList();
        if (owners.Any(makingWay.Contains)) return;
        foreach (var owner in owners)
            Report(MergeProblemKind.Collision, entry.Path, $"{entry.Path} belongs to {owner.Id}");
    }

    private bool Malformed(PaxEntry entry, string message)
    {
        Report(MergeProblemKind.MalformedImage, entry.Path, message);
        return false;
    }

    private void Report(MergeProblemKind kind, BytePath path, string message) => _problems.Add(new MergeProblem(kind, path, message));

    private static string Describe(FileStatus status) => status.Type == FileType.Symlink ? "a symlink to no folder" : "no folder";
}
