using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Stage3.Linux;
using Stage3.Portage.Configuration;
using Stage3.Portage.Names;

namespace Stage3.Portage.Repositories;

/// <summary>
/// A <c>repos.conf</c>: which repositories there are, which is the main one (portage(5)). <c>%(NAME)s</c> in a value stands for a key of
/// <c>[DEFAULT]</c> or for the variables given to <see cref="Read"/>. Keys that concern fetching and syncing are not looked at.
/// </summary>
public sealed record ReposConf
{
    /// <summary>Made by hand, for a file that is to be written.</summary>
    /// <param name="main">The main repository; one of the entries.</param>
    /// <param name="entries">The repositories.</param>
    public ReposConf(RepositoryName main, ImmutableArray<RepositoryEntry> entries) => (Main, Entries) = (main, entries);

    /// <summary>The repository that stands in for undeclared masters.</summary>
    public RepositoryName Main { get; }

    /// <summary>The repositories, lowest priority first, then by name.</summary>
    public ImmutableArray<RepositoryEntry> Entries
    {
        get;
        private init => field = [.. value.OrderBy(entry => entry.Priority).ThenBy(entry => entry.Name.ToString(), StringComparer.Ordinal)];
    }

    /// <summary>Reads a file or a folder of files.</summary>
    /// <param name="path">The <c>repos.conf</c>.</param>
    /// <param name="variables">What <c>%(EPREFIX)s</c>, <c>%(ROOT)s</c> and the like stand for.</param>
    /// <exception cref="ConfigurationException">All that is wrong in it.</exception>
    public static ReposConf Read(HostPath path, IReadOnlyDictionary<string, string>? variables = null) =>
        From(IniFile.Read(path), path, variables);

    /// <summary>Parses text that stands for the file.</summary>
    /// <exception cref="ConfigurationException">All that is wrong in it.</exception>
    public static ReposConf Parse(string text, HostPath file, IReadOnlyDictionary<string, string>? variables = null) =>
        From(IniFile.Parse(text, file), file, variables);

    /// <summary>The file's text: <c>[DEFAULT]</c>, then the repositories in their order; the same for the same value.</summary>
    public string Format()
    {
        var text = new StringBuilder($"[DEFAULT]\nmain-repo = {Main}\n");
        foreach (var entry in Entries)
        {
            text.Append(CultureInfo.InvariantCulture, $"\n[{entry.Name}]\nlocation = {entry.Location.Value.Replace("%", "%%", StringComparison.Ordinal)}\n");
            text.Append(CultureInfo.InvariantCulture, $"priority = {entry.Priority}\nauto-sync = no\n");
            if (entry.Masters is { } masters) text.Append(CultureInfo.InvariantCulture, $"masters = {string.Join(' ', masters)}\n");
            if (!entry.EclassOverrides.IsEmpty) text.Append(CultureInfo.InvariantCulture, $"eclass-overrides = {string.Join(' ', entry.EclassOverrides)}\n");
            if (!entry.Aliases.IsEmpty) text.Append(CultureInfo.InvariantCulture, $"aliases = {string.Join(' ', entry.Aliases)}\n");
        }

        return text.ToString();
    }

    /// <inheritdoc/>
    public bool Equals(ReposConf? other) => other is not null && Main == other.Main && Entries.SequenceEqual(other.Entries);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Main, Entries.Length);

    private static ReposConf From(IniFile ini, HostPath path, IReadOnlyDictionary<string, string>? variables)
    {
        var defaults = ini.Sections.FirstOrDefault(section => section.Name == "DEFAULT");
        var reader = new Reader(defaults, variables ?? ImmutableDictionary<string, string>.Empty);
        var entries = ini.Sections.Where(section => section.Name != "DEFAULT").Select(reader.Entry).OfType<RepositoryEntry>().ToImmutableArray();
        if (ini.Sections.Length == 0) reader.Problems.Add(new(path, 0, "no repository is declared"));
        var main = defaults is null ? null : reader.Names(defaults, "main-repo").FirstOrDefault();
        main ??= entries.Length == 1 ? entries[0].Name : null;
        if (main is null) reader.Problems.Add(new(defaults?.File ?? path, defaults?.Line ?? 0, "[DEFAULT] names no main-repo"));
        else if (entries.All(entry => entry.Name != main))
            reader.Problems.Add((defaults ?? ini.Sections[0]).Problem("main-repo", $"main-repo '{main}' is not declared"));
        ConfigurationException.ThrowIfAny(reader.Problems);
        return new ReposConf(main!, [.. entries.Select(entry => entry.Name == main && !reader.HasPriority(entry.Name) ? entry with { Priority = -1000 } : entry)]);
    }

    private sealed class Reader(IniSection? defaults, IReadOnlyDictionary<string, string> variables)
    {
        private readonly HashSet<string> withPriority = new(StringComparer.Ordinal);
        private readonly IniReader values = new(defaults, variables);

        public List<ConfigurationProblem> Problems => values.Problems;

        public bool HasPriority(RepositoryName name) => withPriority.Contains(name.ToString());

        public RepositoryEntry? Entry(IniSection section)
        {
            if (!RepositoryName.TryParse(section.Name, out var name)) Problems.Add(new(section.File, section.Line, $"'{section.Name}' is not a repository name"));
            var location = Value(section, "location");
            if (location is null) Problems.Add(new(section.File, section.Line, $"[{section.Name}] has no location"));
            else if (!HostPath.TryParse(location, out _)) Problems.Add(section.Problem("location", $"location: '{location}' is not an absolute path"));
            var priority = 0;
            if (Value(section, "priority") is { } text)
            {
                withPriority.Add(section.Name);
                if (!int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out priority))
                    Problems.Add(section.Problem("priority", $"priority: '{text}' is not a whole number"));
            }

            return name is null || !HostPath.TryParse(location, out var folder)
                ? null
                : new RepositoryEntry(name, folder)
                {
                    Priority = priority,
                    EclassOverrides = Names(section, "eclass-overrides"),
                    Masters = Value(section, "masters") is null ? null : Names(section, "masters"),
                    Aliases = Names(section, "aliases"),
                };
        }

        public ImmutableArray<RepositoryName> Names(IniSection section, string key)
        {
            var names = ImmutableArray.CreateBuilder<RepositoryName>();
            foreach (var word in (Value(section, key) ?? "").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
                if (RepositoryName.TryParse(word, out var name)) names.Add(name);
                else Problems.Add(section.Problem(key, $"{key}: '{word}' is not a repository name"));
            return names.ToImmutable();
        }

        private string? Value(IniSection section, string key) => values.Value(section, key);
    }
}
