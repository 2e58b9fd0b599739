using System.Collections.Immutable;
using Stage3.Linux.Elf;
using Stage3.Linux.Files;
using Stage3.Portage.Accounts;

namespace Stage3.Chroot.Elf;

/// <summary>Finds what ELF files need, as the loader of the root would.</summary>
internal sealed class LibrarySearch(RootFiles files)
{
    private readonly ImmutableArray<string> _folders = LibraryFolders.Of(files);
    private readonly Dictionary<(string Path, bool Is64, int Machine), bool> _known = [];

    /// <summary>What none of the folders that are searched for the file has.</summary>
    public IEnumerable<string> Missing(LoadedFile file)
    {
        var own = file.Elf.RunPath.Select(folder => Expand(folder, file)).ToList();
        return file.Elf.Needed.Where(name => !(name.Contains('/', StringComparison.Ordinal) ? IsFor(file.Elf, name) : own.Concat(_folders).Any(folder => IsFor(file.Elf, $"{folder}/{name}"))));
    }

    /// <summary>True where there is a library at the path, and the loader of such a program takes it: one of another machine or width is passed over.</summary>
    public bool IsFor(ElfFile program, string path)
    {
        var key = (path, program.Is64, program.Machine);
        if (_known.TryGetValue(key, out var isThere)) return isThere;
        return _known[key] = Found(program, path);
    }

    // $LIB and $PLATFORM differ by loader: lib64 is what $LIB is on the machines that have it.
    private static string Expand(string folder, LoadedFile file)
    {
        var origin = AccountText.Decode(file.Path.Parent.Bytes.Span);
        return folder.Replace("${ORIGIN}", "/" + origin, StringComparison.Ordinal).Replace("$ORIGIN", "/" + origin, StringComparison.Ordinal)
            .Replace("${LIB}", file.Elf.Is64 ? "lib64" : "lib", StringComparison.Ordinal).Replace("$LIB", file.Elf.Is64 ? "lib64" : "lib", StringComparison.Ordinal);
    }

    // "$ORIGIN/../lib" goes up, as the kernel would: through what the folders really are. What is no ELF file at all, the loader stops at.
    private bool Found(ElfFile program, string path) =>
        files.FindBelow(path) is { Status.Type: FileType.File } found
        && (files.Open(found.Path, ElfFile.Read) is not { } library || (library.Is64 == program.Is64 && library.Machine == program.Machine));
}
