using System.Collections.Immutable;
using Stage3.Embedded.Environments;
using Stage3.Embedded.Merging;
using Stage3.Linux;
using Stage3.Linux.Elf;
using Stage3.Linux.Files;
using Stage3.Portage.Installed;
using Stage3.Portage.Libraries;
using Stage3.Portage.Names;

namespace Stage3.Embedded.Libraries;

/// <summary>Makes maps of who needs which library: of what packages record, and of libraries that are kept, which no package records, by what they say themselves.</summary>
internal sealed class LinkageSource(HostPath host, RootFolder root, RealPaths paths, InstalledDatabase database)
{
    private static readonly ImmutableArray<BytePath> Usual = [BytePath.Parse("usr/lib"), BytePath.Parse("lib")];

    /// <summary>Whether a package needs one of the sonames.</summary>
    internal bool IsNeeded(IReadOnlySet<string> sonames, ImmutableArray<NeededEntry> more) =>
        database.Packages.SelectMany(package => package.Needed).Concat(more).Any(entry => entry.Needed.Any(sonames.Contains));

    /// <summary>The map of some sonames.</summary>
    /// <param name="kept">Libraries that are kept.</param>
    /// <param name="more">What a package records that is being merged.</param>
    /// <param name="sonames">The sonames.</param>
    internal LinkageMap Map(IEnumerable<PreservedLibraries> kept, ImmutableArray<NeededEntry> more, IReadOnlySet<string> sonames)
    {
        var preserved = kept.SelectMany(each => each.Paths.Select(path => ((PackageId?)each.Owner, Read(path))));
        var installed = database.Packages.Reverse().SelectMany(package => package.Needed.Select(entry => ((PackageId?)package.Id, entry)));
        var usual = Usual.Concat(LibraryPath.Of(host, root).Folders);
        return new LinkageMap(root, paths, usual, preserved.Concat(installed).Concat(more.Select(entry => ((PackageId?)null, entry))), sonames);
    }

    /// <summary>What a library says of itself; nothing where it is none.</summary>
    internal NeededEntry Read(BytePath path)
    {
        var nothing = new NeededEntry("", path, "", [], []);
        if (RootLookup.Find(root, path) is not { Status.Type: FileType.File } found) return nothing;
        using var folder = root.OpenParent(found.Path);
        using var file = folder.OpenFile(found.Path.Name);
        return ElfFile.Read(file) is { } elf
            ? new NeededEntry(MultilibCategory.Of(elf) ?? "", path, elf.Soname ?? path.Name.ToString(), NeededEntry.Folders(string.Join(':', elf.RunPath), path), elf.Needed)
            : nothing;
    }
}
