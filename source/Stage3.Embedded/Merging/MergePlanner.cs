using System.Collections.Immutable;
using Stage3.Archives.Tar;
using Stage3.Embedded.Libraries;
using Stage3.Linux.Files;
using Stage3.Portage.Installed;

namespace Stage3.Embedded.Merging;

/// <summary>Goes through an image before anything of it is placed: where each member goes in the root, and all there that stands against it.</summary>
internal sealed class MergePlanner(
    RootFolder root, InstalledDatabase database, RealPaths paths, ConfigProtection protection, CollisionPolicy collisions,
    IReadOnlyCollection<InstalledPackage> makingWay, TakenLibraries? libraries = null) : IDisposable
{
    private readonly Func<BytePath, bool> _isIgnored = collisions.IgnoredIn(root);
    private readonly List<PlannedMember> _members = [];
    private readonly Dictionary<BytePath, BytePath> _byRealPath = [];
    private readonly List<MergeProblem> _problems = [];
    private FolderHandle? _folder;
    private BytePath _folderPath;
    private bool _knowsFolder;

    /// <summary>Where the members go, in the order of the image.</summary>
    internal IReadOnlyList<PlannedMember> Members => _members;

    internal ImmutableArray<MergeProblem> Problems => [.. _problems];

    internal void Look(StagedImage image, CancellationToken cancellation)
    {
        foreach (var member in image.Members)
        {
            cancellation.ThrowIfCancellationRequested();
            Look(member.Entry);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _folder?.Dispose();

    private void Look(PaxEntry entry)
    {
        if (paths.Entry(entry.Path) is not { } real)
        {
            Report(MergeProblemKind.TypeConflict, entry.Path, $"{entry.Path} cannot be placed: something on the way to it in the root is no folder");
            return;
        }

        var existing = Existing(real);
        _members.Add(new PlannedMember(real, existing));
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

    // Members of one folder stand together in most images.
    private FileStatus? Existing(BytePath real)
    {
        if (!_knowsFolder || !_folderPath.IsParentOf(real))
        {
            _folder?.Dispose();
            (_folderPath, _knowsFolder) = (real.Parent, true);
            _folder = root.TryOpenFolder(_folderPath, out var folder) ? folder : null;
        }

        return _folder is not null && _folder.TryStatus(real.Name, out var status) ? status : null;
    }

    private void LookAtExisting(PaxEntry entry, BytePath real, FileStatus existing)
    {
        if (existing.IsFolder)
        {
            Report(MergeProblemKind.TypeConflict, entry.Path, $"{entry.Path} is no folder in the package, and a folder in the root");
            return;
        }

        if (libraries?.Take(existing) == true) return;
        // What the administrator owns is kept or put beside: that is no collision for Portage either.
        if (protection.Covers(entry.Path)) return;
        var owners = paths.OwnersOf(real, database).ToList();
        if (owners.Any(makingWay.Contains) || !(collisions.ProtectsOwned || collisions.ProtectsAll) || (owners.Count == 0 && !collisions.ProtectsAll) || _isIgnored(entry.Path)) return;
        if (owners.Count == 0) Report(MergeProblemKind.Collision, entry.Path, $"{entry.Path} is in the root and belongs to no package");
        foreach (var owner in owners)
            Report(MergeProblemKind.Collision, entry.Path, $"{entry.Path} belongs to {owner.Id}");
    }

    private void Report(MergeProblemKind kind, BytePath path, string message) => _problems.Add(new MergeProblem(kind, path, message));

    private static string Describe(FileStatus status) => status.Type == FileType.Symlink ? "a symlink to no folder" : "no folder";
}
