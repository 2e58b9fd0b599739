using System.Collections.Immutable;
using System.Text;
using Stage3.Linux;
using Stage3.Portage.Configuration;
using Stage3.Portage.Names;

namespace Stage3.Portage.Repositories;

/// <summary>What <c>metadata/layout.conf</c> says of a repository (portage(5), GLEP 82). Keys that are not named here do not concern us.</summary>
public sealed record RepositoryLayout
{
    /// <summary>The layout of a repository that has no layout.conf.</summary>
    public static RepositoryLayout Default { get; } = new();

    /// <summary>The repositories whose eclasses this one uses, least important first; null where the file does not say, and the main repository stands in.</summary>
    public ImmutableArray<RepositoryName>? Masters { get; init; }

    /// <summary>Other names of the repository.</summary>
    public ImmutableArray<RepositoryName> Aliases { get; init; } = [];

    /// <summary>The repository's own name, where the file gives one; it goes before <c>profiles/repo_name</c>.</summary>
    public RepositoryName? Name { get; init; }

    /// <summary><c>portage-1</c>, <c>portage-2</c>, <c>profile-set</c>, …; empty where the file does not say.</summary>
    public ImmutableArray<string> ProfileFormats { get; init; } = [];

    /// <summary><c>md5-dict</c>, <c>pms</c>; empty where the file does not say.</summary>
    public ImmutableArray<string> CacheFormats { get; init; } = [];

    /// <summary>Digests that Manifests hold, in upper case.</summary>
    public ImmutableArray<string> ManifestHashes { get; init; } = [];

    /// <summary>EAPIs whose ebuilds are an error here.</summary>
    public ImmutableArray<string> BannedEapis { get; init; } = [];

    /// <summary>EAPIs whose ebuilds are still taken.</summary>
    public ImmutableArray<string> DeprecatedEapis { get; init; } = [];

    /// <summary>Manifests list only what is fetched, not what lies in the repository.</summary>
    public bool ThinManifests { get; init; }

    /// <summary>True unless <c>use-manifests</c> says false.</summary>
    public bool UsesManifests { get; init; } = true;

    /// <summary>Whether a parent line may name another repository: <c>repo:path</c>.</summary>
    public bool AllowsParentsElsewhere => ProfileFormats.Contains("portage-2");

    /// <summary>Reads the file; <see cref="Default"/> where there is none.</summary>
    /// <exception cref="ConfigurationException">All that is wrong in it.</exception>
    public static RepositoryLayout Read(HostPath file) => file.IsFile ? Parse(File.ReadAllText(file.Value, Encoding.UTF8), file) : Default;

    /// <summary>Parses text that stands for the file.</summary>
    /// <exception cref="ConfigurationException">All that is wrong in it.</exception>
    public static RepositoryLayout Parse(string text, HostPath file)
    {
        var problems = new List<ConfigurationProblem>();
        var values = new Dictionary<string, SourceLine>(StringComparer.Ordinal);
        foreach (var line in ListFile.Parse(text, file))
        {
            var at = line.Text.IndexOf('=', StringComparison.Ordinal);
            if (at <= 0) problems.Add(line.Problem($"'{line.Text}' is not 'key = value'"));
            else values[line.Text[..at].Trim().ToLowerInvariant()] = line with { Text = line.Text[(at + 1)..].Trim() };
        }

        var layout = new RepositoryLayout
        {
            Masters = values.ContainsKey("masters") ? Names(values, "masters", problems) : null,
            Aliases = Names(values, "aliases", problems),
            Name = Names(values, "repo-name", problems).FirstOrDefault(),
            ProfileFormats = Words(values, "profile-formats"),
            CacheFormats = Words(values, "cache-formats"),
            ManifestHashes = [.. Words(values, "manifest-hashes").Select(word => word.ToUpperInvariant())],
            BannedEapis = Words(values, "eapis-banned"),
            DeprecatedEapis = Words(values, "eapis-deprecated"),
            ThinManifests = Words(values, "thin-manifests") is ["true", ..],
            UsesManifests = Words(values, "use-manifests") is not ["false", ..],
        };
        ConfigurationException.ThrowIfAny(problems);
        return layout;
    }

    private static ImmutableArray<RepositoryName> Names(
        Dictionary<string, SourceLine> values, string key, List<ConfigurationProblem> problems)
    {
        var names = ImmutableArray.CreateBuilder<RepositoryName>();
        foreach (var word in Words(values, key))
            if (RepositoryName.TryParse(word, out var name)) names.Add(name);
            else problems.Add(values[key].Problem($"{key}: '{word}' is not a repository name"));
        return names.ToImmutable();
    }

    private static ImmutableArray<string> Words(Dictionary<string, SourceLine> values, string key) =>
        values.TryGetValue(key, out var line) && line.Text.Length > 0 ? line.Words : [];
}
