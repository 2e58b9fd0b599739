using System.Collections.Immutable;
using System.Runtime.InteropServices;
using System.Text;
using Stage3.Linux;
using Stage3.Linux.Files;
using Stage3.Portage.Installed;

namespace Stage3.Portage.BinaryPackages;

/// <summary>
/// What Portage's <c>build-info</c> folder holds for one built package: one value a key, as bytes. The same values go into a binary package's
/// metadata and into the installed database. Immutable; keys are in ordinal order.
/// </summary>
public sealed class BuildInfo
{
    // Plain arrays, never changed: of these the framework has the compiled code.
    private readonly ImmutableSortedDictionary<string, byte[]> values;

    private BuildInfo(ImmutableSortedDictionary<string, byte[]> values) => this.values = values;

    /// <summary>No keys.</summary>
    public static BuildInfo Empty { get; } = new(ImmutableSortedDictionary.Create<string, byte[]>(StringComparer.Ordinal));

    /// <summary>The keys in ordinal order.</summary>
    public IEnumerable<string> Keys => values.Keys;

    /// <summary>The value as text: UTF-8, each run of white space one blank, as Portage's <c>aux_get</c> answers it; null where the key is absent.</summary>
    public string? this[string key] =>
        values.TryGetValue(key, out var bytes)
            ? string.Join(' ', Encoding.UTF8.GetString(bytes).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
            : null;

    /// <summary>The value as it is stored; null where the key is absent.</summary>
    public ImmutableArray<byte>? Bytes(string key) => values.TryGetValue(key, out var bytes) ? ImmutableCollectionsMarshal.AsImmutableArray(bytes) : null;

    /// <summary>Whether a key has the same bytes in another; false where one of the two has it not.</summary>
    internal bool HasSame(string key, BuildInfo other) =>
        values.TryGetValue(key, out var bytes) && other.values.TryGetValue(key, out var others) && (ReferenceEquals(bytes, others) || bytes.AsSpan().SequenceEqual(others));

    /// <summary>A copy in which a key has this text and a newline; the key is taken out where the text is empty or null.</summary>
    public BuildInfo With(string key, string? text) =>
        string.IsNullOrEmpty(text) ? Without(key) : With(key, ImmutableCollectionsMarshal.AsImmutableArray(Encoding.UTF8.GetBytes($"{text}\n")));

    /// <summary>A copy in which a key has these bytes.</summary>
    /// <exception cref="FormatException">The key cannot be a file name.</exception>
    public BuildInfo With(string key, ImmutableArray<byte> bytes) =>
        IsKey(key) ? new(values.SetItem(key, ImmutableCollectionsMarshal.AsArray(bytes)!)) : throw new FormatException($"'{key}' cannot be a metadata key: it is a file name without '/'");

    /// <summary>A copy without the key.</summary>
    public BuildInfo Without(string key) => new(values.Remove(key));

    /// <summary>Whether a text can be a key: a visible file name.</summary>
    public static bool IsKey(string text) =>
        text is { Length: > 0 and < 256 } && text[0] != '.' && !text.AsSpan().ContainsAny('/', '\0', '\n');

    /// <summary>Reads a folder with one file a key. Only regular files count, hidden ones not: a symlink may lead anywhere.</summary>
    /// <exception cref="Stage3Exception">The folder is not there or a file cannot be read.</exception>
    public static BuildInfo ReadFolder(HostPath folder)
    {
        if (!folder.IsFolder) throw new Stage3Exception("there is no package metadata", folder.Value, "name a folder with one file for each key");
        using var opened = FolderHandle.Open(folder);
        return opened.ReadNames()
            .Where(name => IsKey(name.ToString()))
            .Aggregate(Empty, (info, name) => EntryFile.Read(opened, name) is { } bytes ? info.With(name.ToString(), ImmutableCollectionsMarshal.AsImmutableArray(bytes)) : info);
    }
}
