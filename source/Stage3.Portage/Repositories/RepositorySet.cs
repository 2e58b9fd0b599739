using System.Collections.Immutable;
using Stage3.Linux;
using Stage3.Portage.Configuration;
using Stage3.Portage.Names;

namespace Stage3.Portage.Repositories;

/// <summary>The repositories of a configuration together: who is whose master, and where an eclass comes from.</summary>
public sealed class RepositorySet
{
    private readonly Dictionary<string, Repository> byName = new(StringComparer.Ordinal);
    private readonly Dictionary<string, IReadOnlyList<Repository>> masters = new(StringComparer.Ordinal);
    private readonly Dictionary<string, IReadOnlyList<Repository>> overrides = new(StringComparer.Ordinal);

    private RepositorySet(ReposConf declared, ImmutableArray<Repository> all)
    {
        All = all;
        Declared = declared;
        foreach (var (entry, repository) in declared.Entries.Zip(all))
            foreach (var name in entry.Aliases.Concat(repository.Layout.Aliases))
                byName.TryAdd(name.ToString(), repository);
        foreach (var repository in all) byName[repository.Name.ToString()] = repository;
    }

    /// <summary>The repositories, lowest priority first: of two equal versions the later one's is taken.</summary>
    public ImmutableArray<Repository> All { get; }

    /// <summary>The declaration that the set was opened from.</summary>
    public ReposConf Declared { get; }

    /// <summary>The main repository.</summary>
    public Repository Main => byName[Declared.Main.ToString()];

    /// <summary>The repository of a name or alias; null where none is declared.</summary>
    public Repository? this[RepositoryName name] => byName.GetValueOrDefault(name.ToString());

    /// <summary>Opens all declared repositories.</summary>
    /// <exception cref="ConfigurationException">All that cannot be opened, names that differ from the section's, masters and overrides that are not declared.</exception>
    public static RepositorySet Open(ReposConf declared)
    {
        var problems = new List<ConfigurationProblem>();
        var opened = declared.Entries.Select(entry => Open(entry, problems)).ToImmutableArray();
        ConfigurationException.ThrowIfAny(problems);
        var set = new RepositorySet(declared, [.. opened.OfType<Repository>()]);
        foreach (var (entry, repository) in declared.Entries.Zip(set.All)) set.Relate(entry, repository, problems);
        ConfigurationException.ThrowIfAny(problems);
        return set;
    }

    /// <summary>The repositories whose eclasses and profiles a repository builds on, least important first.</summary>
    public IReadOnlyList<Repository> Masters(Repository repository) => masters[repository.Name.ToString()];

    /// <summary>
    /// The folders to look for an eclass in for the ebuilds of a repository, the first hit counts: overrides (the last named first), the
    /// repository itself, its masters (the last named first). A repository that names itself among its masters keeps that place.
    /// </summary>
    public ImmutableArray<HostPath> EclassFolders(Repository repository)
    {
        var rising = Masters(repository).ToList();
        if (!rising.Contains(repository)) rising.Add(repository);
        rising.AddRange(overrides[repository.Name.ToString()]);
        return [.. Enumerable.Reverse(rising).Distinct().Select(each => each.Eclasses)];
    }

    /// <summary>The file of an eclass for the ebuilds of a repository; null where no folder has it.</summary>
    public HostPath? Eclass(Repository repository, string name) =>
        EclassFolders(repository).Select(folder => folder / $"{name}.eclass").FirstOrDefault(file => file.IsFile);

    /// <summary>The ebuilds of a package in all repositories: lowest version first, of equal versions the lowest priority first.</summary>
    public ImmutableArray<EbuildFile> Ebuilds(PackageName package) =>
        [.. All.SelectMany(repository => repository.Ebuilds(package)).OrderBy(ebuild => ebuild.Package.Version)];

    /// <summary>The repository whose folder holds the path; of nested ones the innermost; null where none does.</summary>
    public Repository? Holding(HostPath path) =>
        All.Where(repository => repository.Location.Contains(path)).MaxBy(repository => repository.Location.Value.Length);

    private static Repository? Open(RepositoryEntry entry, List<ConfigurationProblem> problems)
    {
        try
        {
            var repository = Repository.Open(entry.Location);
            if (repository.Name == entry.Name) return repository;
            problems.Add(new(entry.Location, 0, $"the repository that repos.conf calls '{entry.Name}' calls itself '{repository.Name}'"));
        }
        catch (ConfigurationException unusable)
        {
            problems.AddRange(unusable.Problems);
        }

        return null;
    }

    private void Relate(RepositoryEntry entry, Repository repository, List<ConfigurationProblem> problems)
    {
        var named = entry.Masters ?? repository.Layout.Masters ?? (repository == Main ? [] : [Main.Name]);
        masters[repository.Name.ToString()] = Find(repository, named, "masters", problems);
        overrides[repository.Name.ToString()] = Find(repository, entry.EclassOverrides, "eclass-overrides", problems);
    }

    private IReadOnlyList<Repository> Find(
        Repository repository, ImmutableArray<RepositoryName> names, string key, List<ConfigurationProblem> problems)
    {
        foreach (var name in names.Where(name => this[name] is null))
            problems.Add(new(repository.Location, 0, $"{key} of '{repository.Name}': no repository '{name}' is declared"));
        return [.. names.Select(name => this[name]).OfType<Repository>()];
    }
}
