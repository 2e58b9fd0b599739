using Stage3.Chroot.Roots;
using Stage3.Linux.Files;
using Stage3.Portage.Accounts;

namespace Stage3.Chroot.Elf;

/// <summary>Collects in the walk what is loaded, and tells after it which needed libraries are nowhere, or nowhere where the loader looks.</summary>
internal sealed class NeededLibraries(RootFiles files)
{
    private readonly List<LoadedFile> _loaded = [];
    private readonly Dictionary<ByteString, List<BytePath>> _libraries = [];
    private readonly Lazy<int?> _machine = new(() => Programs.MachineOf(files));
    private List<MissingLibrary>? _missing;

    public void Visit(RootEntry entry)
    {
        if (entry.Status.Type is FileType.File or FileType.Symlink && entry.Path.NameSpan.IndexOf(".so"u8) > 0)
        {
            var name = entry.Path.Name;
            if (!_libraries.TryGetValue(name, out var paths)) _libraries[name] = paths = [];
            paths.Add(entry.Path);
        }
        if (Programs.Read(entry) is { } file && (file.Elf.Needed.Length > 0 || file.Elf.Interpreter is not null)) _loaded.Add(file);
    }

    /// <summary>What the loader does not find, by file; complete after the walk.</summary>
    public IReadOnlyList<MissingLibrary> Missing => _missing ??= [.. Find()];

    private IEnumerable<MissingLibrary> Find()
    {
        var search = new LibrarySearch(files);
        var needed = _loaded.SelectMany(file => file.Elf.Needed).Select(NameOf).ToHashSet();
        return from file in _loaded
               // Programs of other machines have loaders and folders of their own.
               where _machine.Value is not { } machine || file.Elf.Machine == machine
               from name in search.Missing(file)
               select new MissingLibrary(file.Path, name, Elsewhere(search, file, name), file.Elf.Interpreter is not null || needed.Contains(file.Path.Name));
    }

    private BytePath? Elsewhere(LibrarySearch search, LoadedFile file, string name)
    {
        foreach (var path in _libraries.GetValueOrDefault(NameOf(name), []))
            if (search.IsFor(file.Elf, AccountText.Decode(path.Bytes.Span))) return path;
        return null;
    }

    private static ByteString NameOf(string needed) => ByteString.Of(AccountText.Encode(needed[(needed.LastIndexOf('/') + 1)..]));
}
