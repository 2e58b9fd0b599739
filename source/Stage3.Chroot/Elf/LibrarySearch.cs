using System.Collections.Immutable;
using Stage3.Linux.Files;
using Stage3.Portage.Accounts;

namespace Stage3.Chroot.Elf;

/// <summary>Finds what ELF files need, as the loader of the root would.</summary>
internal sealed class LibrarySearch(RootFiles files)
{
    private readonly ImmutableArray<string> _folders = LibraryFolders.Of(files);
    private readonly Dictionary<string, bool> _known = new(StringComparer.Ordinal);

    /// <summary>What none of the folders that are searched for the file has.</summary>
    public IEnumerable<string> Missing(LoadedFile file)
    {
        var own = file.Elf.RunPath.Select(folder => Expand(folder, file)).ToList();
        return file.Elf.Needed.Where(name => !(name.Contains('/', StringComparison.Ordinal) ? Exists(name) : own.Concat(_folders).Any(folder => Exists($"{folder}/{name}"))));
    }

    // $LIB and $PLATFORM differ by loader: lib64 is what $LIB is on the machines that have it.
    private static string Expand(string folder, LoadedFile file)
    {
        var origin = AccountText.Decode(file.Path.Parent.Bytes.Span);
        return folder.Replace("${ORIGIN}", "/" + origin, StringComparison.Ordinal).Replace("$ORIGIN", "/" + origin, StringComparison.Ordinal)
            .Replace("${LIB}", file.Elf.Is64 ? "lib64" : "lib", StringComparison.Ordinal).Replace("$LIB", file.Elf.Is64 ? "lib64" : "lib", StringComparison.Ordinal);
    }

    private bool Exists(string path)
    {
        if (_known.TryGetValue(path, out var isThere)) return isThere;
        return _known[path] = Found(path);
    }

    // "$ORIGIN/../lib" goes up, as the kernel would: through what the folders really are.
    private bool Found(string path) => files.FindBelow(path) is { Status.Type: FileType.File };
}
