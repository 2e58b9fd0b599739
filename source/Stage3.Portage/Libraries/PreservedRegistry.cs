using System.Collections.Immutable;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Stage3.Linux;
using Stage3.Linux.Files;
using Stage3.Portage.Installed;
using Stage3.Portage.Names;

namespace Stage3.Portage.Libraries;

/// <summary>
/// The libraries that are kept in a root (FEATURES=preserve-libs, make.conf(5)), as Portage writes them down: <c>var/lib/portage/preserved_libs_registry</c>, a JSON object of
/// <c>category/name:slot</c> with package, COUNTER and paths. One writer at a time; nothing is written before <see cref="Store"/>.
/// </summary>
public sealed class PreservedRegistry
{
    private static readonly JsonWriterOptions Form = new() { Indented = true, IndentCharacter = '\t', IndentSize = 1, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private readonly SortedList<string, PreservedLibraries> entries = new(StringComparer.Ordinal);
    private readonly HostPath file;
    private byte[] stored;

    private PreservedRegistry(HostPath file, byte[] stored) => (this.file, this.stored) = (file, stored);

    /// <summary>All entries, in the order of their keys.</summary>
    public ImmutableArray<PreservedLibraries> Entries => [.. entries.Values];

    /// <summary>Whether nothing is kept.</summary>
    public bool IsEmpty => entries.Count == 0;

    /// <summary>Reads the registry of a root; empty where there is none, or one that is none: Portage then begins a new one, too.</summary>
    public static PreservedRegistry Open(HostPath root)
    {
        var file = FolderInRoot.Of(root, BytePath.Parse("var/lib/portage")) / "preserved_libs_registry";
        var registry = new PreservedRegistry(file, EntryFile.Read(file) ?? []);
        foreach (var entry in Parse(registry.stored)) registry.entries[entry.Key] = entry;
        return registry;
    }

    /// <summary>Notes what is kept of a package, in the place of what its slot had kept. Without paths, its own entry goes, and that of another version or installation stays.</summary>
    public void Register(PreservedLibraries libraries)
    {
        ArgumentNullException.ThrowIfNull(libraries);
        if (!libraries.Paths.IsEmpty) entries[libraries.Key] = libraries;
        else if (entries.TryGetValue(libraries.Key, out var there) && there.Owner == libraries.Owner && there.Counter == libraries.Counter) entries.Remove(libraries.Key);
    }

    /// <summary>Forgets paths that are not there any more, and symlinks that no longer lead to a library that is kept, in their own folder or in another.</summary>
    public void Prune(RootFolder root)
    {
        ArgumentNullException.ThrowIfNull(root);
        foreach (var entry in Entries)
        {
            var found = entry.Paths.Select(path => (Path: path, Type: root.TryStatus(path, out var status) ? status.Type : (FileType?)null)).ToList();
            var files = found.Where(each => each.Type == FileType.File).Select(each => each.Path).ToImmutableArray();
            var links = found.Where(each => each.Type == FileType.Symlink && Target(root, each.Path) is { } target && files.Contains(target)).Select(each => each.Path);
            entries[entry.Key] = entry with { Paths = [.. files, .. links] };
            if (entries[entry.Key].Paths.IsEmpty) entries.Remove(entry.Key);
        }
    }

    /// <summary>Writes the file where it says something else, at once.</summary>
    public void Store()
    {
        if (stored.Length == 0 && IsEmpty) return;
        var text = Text();
        if (stored.AsSpan().SequenceEqual(text)) return;
        AtomicFile.Write(file.Parent.EnsureFolder() / file.Name, text);
        stored = text;
    }

    private static BytePath? Target(RootFolder root, BytePath link)
    {
        using var folder = root.OpenParent(link);
        var target = folder.ReadLink(link.Name).ToString();
        return NeededEntry.PathOf(target.StartsWith('/') ? target : $"{link.Parent}/{target}");
    }

    private static IEnumerable<PreservedLibraries> Parse(byte[] bytes)
    {
        if (bytes.Length == 0) return [];
        try
        {
            using var json = JsonDocument.Parse(bytes);
            return [.. json.RootElement.EnumerateObject().Select(Parse).OfType<PreservedLibraries>()];
        }
        catch (Exception broken) when (broken is JsonException or InvalidOperationException)
        {
            return [];
        }
    }

    private static PreservedLibraries? Parse(JsonProperty property)
    {
        if (property.Value.GetArrayLength() != 3 || !PackageId.TryParse(property.Value[0].GetString() ?? "", out var owner)) return null;
        var slot = property.Name[(property.Name.LastIndexOf(':') + 1)..];
        var paths = property.Value[2].EnumerateArray().Select(path => NeededEntry.PathOf(path.GetString() ?? "")).OfType<BytePath>();
        return new PreservedLibraries(owner, slot, property.Value[1].ToString().Trim(), [.. paths]);
    }

    private byte[] Text()
    {
        using var text = new MemoryStream();
        using (var json = new Utf8JsonWriter(text, Form))
        {
            json.WriteStartObject();
            foreach (var (key, entry) in entries)
            {
                json.WriteStartArray(key);
                json.WriteStringValue(entry.Owner.ToString());
                json.WriteStringValue(entry.Counter);
                json.WriteStartArray();
                foreach (var path in entry.Paths) json.WriteStringValue("/" + Encoding.UTF8.GetString(path.Bytes.Span));
                json.WriteEndArray();
                json.WriteEndArray();
            }

            json.WriteEndObject();
        }

        return text.ToArray();
    }
}
