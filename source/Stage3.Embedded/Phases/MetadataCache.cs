using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using Stage3.Linux;
using Stage3.Portage.Names;

namespace Stage3.Embedded.Phases;

/// <summary>
/// What was read of an ebuild, kept by content: a file's name is the SHA-256 of the ebuild, its name and where its eclasses are
/// looked for; it holds for as long as every eclass that was inherited is still found at the same place with the same content.
/// Hashes of eclasses are computed once in the life of an instance, so an instance is for one reading.
/// </summary>
internal sealed class MetadataCache(HostPath folder)
{
    // Raised whenever the sourcing or the file's form changes.
    private const string Form = "stage3 metadata 1";

    private readonly Dictionary<string, string> hashes = new(StringComparer.Ordinal);

    /// <summary>The name under which a reading of this ebuild is kept.</summary>
    internal static string Key(EbuildSource source, Eapi eapi)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        string[] words = [Form, source.Package.ToString(), eapi.ToString(), .. source.EclassFolders.Select(path => path.Value)];
        hash.AppendData(Encoding.UTF8.GetBytes(string.Join('\0', words) + "\0\0"));
        hash.AppendData(File.ReadAllBytes(source.File.Value));
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    /// <summary>What is kept under the key, if it still holds; null otherwise.</summary>
    internal ImmutableSortedDictionary<string, string>? Find(string key, EbuildSource source)
    {
        var file = folder / key;
        if (!file.IsFile) return null;
        var metadata = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        foreach (var line in File.ReadLines(file.Value))
        {
            if (line.Split('\t', 3) is ["eclass", var name, var hash])
            {
                if (Resolve(name, source) is not { } found || Hash(found) != hash) return null;
            }
            else if (line.Split('=', 2) is [var variable, var value])
            {
                metadata[variable] = value;
            }
        }
        return metadata.ToImmutable();
    }

    /// <summary>Keeps a reading; under its final name it is whole, whoever else writes at the same time.</summary>
    internal void Keep(string key, EbuildSource source, IReadOnlyDictionary<string, string> metadata, IEnumerable<string> eclasses)
    {
        var text = new StringBuilder();
        foreach (var name in eclasses.Order(StringComparer.Ordinal))
        {
            // An eclass that changed or went while it was being read: the reading is not kept.
            if (Resolve(name, source) is not { } found) return;
            text.Append($"eclass\t{name}\t{Hash(found)}\n");
        }
        foreach (var (variable, value) in metadata.OrderBy(pair => pair.Key, StringComparer.Ordinal)) text.Append($"{variable}={value}\n");
        var part = folder.EnsureFolder() / $".{key}.{Guid.NewGuid():N}";
        File.WriteAllText(part.Value, text.ToString());
        File.Move(part.Value, (folder / key).Value, overwrite: true);
    }

    private static string? Resolve(string name, EbuildSource source) =>
        source.EclassFolders.Select(eclasses => (eclasses / $"{name}.eclass").Value).FirstOrDefault(File.Exists);

    // A path is part of the hash: the same text elsewhere may inherit others.
    private string Hash(string file)
    {
        if (hashes.TryGetValue(file, out var known)) return known;
        var hash = Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(file)));
        return hashes[file] = $"{hash} {file}";
    }
}
