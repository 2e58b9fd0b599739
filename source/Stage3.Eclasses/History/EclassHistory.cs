using System.Collections.Immutable;
using Stage3.Eclasses.Trees;
using Stage3.Linux;

namespace Stage3.Eclasses.History;

/// <summary>
/// Finds every distinct set of eclasses that a history ever had: side branches and deleted folders too. What it costs
/// grows with the commits that touched an eclass, not with all.
/// </summary>
public static class EclassHistory
{
    private const int LargestEclass = 1 << 20;

    /// <summary>How many names are watched; an eclass that inherits half a tree is judged with what it names itself.</summary>
    private const int MostWatched = 24;

    /// <summary>The distinct sets, oldest first.</summary>
    /// <exception cref="Stage3Exception">The scope is malformed or names no revision.</exception>
    public static Task<ImmutableArray<HistoryVersion>> VersionsAsync(
        GitRepository repository, HistoryScope scope, CancellationToken cancellation) =>
        ReadAsync(repository, scope, firstParent: false, cancellation);

    /// <summary>The sets along the first parents of one revision, oldest first; a set that comes back is there again.</summary>
    /// <exception cref="Stage3Exception">The scope is malformed or names no revision.</exception>
    public static Task<ImmutableArray<HistoryVersion>> LineAsync(
        GitRepository repository, HistoryScope scope, CancellationToken cancellation) =>
        ReadAsync(repository, scope, firstParent: true, cancellation);

    /// <summary>What the eclasses inherit shows only once they are read; it is watched then, like themselves.</summary>
    private static async Task<ImmutableArray<HistoryVersion>> ReadAsync(
        GitRepository repository, HistoryScope scope, bool firstParent, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(repository);
        ArgumentNullException.ThrowIfNull(scope);
        if (scope.Problem is { } problem) throw new Stage3Exception(problem, repository.Folder.Value, scope.Remedy);
        for (var watched = EclassSet.Names; ;)
        {
            var versions = await ReadAsync(repository, scope, firstParent, watched, cancellation).ConfigureAwait(false);
            ImmutableArray<string> inherited = [.. versions.SelectMany(version => version.Eclasses.Absent).Distinct().Except(watched).Order(StringComparer.Ordinal)];
            if (inherited.IsEmpty || watched.Length + inherited.Length > MostWatched) return versions;
            watched = [.. watched, .. inherited];
        }
    }

    private static async Task<ImmutableArray<HistoryVersion>> ReadAsync(
        GitRepository repository, HistoryScope scope, bool firstParent, ImmutableArray<string> watched, CancellationToken cancellation)
    {
        var (commits, folders) = await EclassCommits.ListAsync(repository, scope, firstParent, watched, cancellation).ConfigureAwait(false);
        var names = (
            from commit in commits
            from folder in folders
            from name in watched
            select (commit, folder, name)).ToList();
        var ids = await IdsAsync(repository, [.. names.Select(at => $"{at.commit.Id}:{HistoryScope.PathOf(at.folder, at.name)}")], cancellation).ConfigureAwait(false);
        var blobs = await repository.BlobsAsync([.. ids.OfType<string>().Distinct()], LargestEclass, cancellation).ConfigureAwait(false);
        var sets = names.Zip(ids)
            .GroupBy(at => (at.First.commit, at.First.folder))
            .Select(at => new HistoryVersion(at.Key.commit.Id, at.Key.commit.Date, at.Key.folder, Set(
                at.Where(file => file.Second is not null && blobs.ContainsKey(file.Second))
                    .ToDictionary(file => file.First.name, file => blobs[file.Second!], StringComparer.Ordinal))))
            .Where(version => version.Eclasses.Files.Any());
        return firstParent ? WithoutRepeats(sets) : [.. sets.DistinctBy(version => (version.Folder, version.Eclasses.Key))];
    }

    private static EclassSet Set(Dictionary<string, byte[]> contents) =>
        EclassSet.Gather(name => contents.TryGetValue(name, out var content) ? new EclassFile(name, content) : null);

    private static async Task<ImmutableArray<string?>> IdsAsync(
        GitRepository repository, ImmutableArray<string> names, CancellationToken cancellation)
    {
        if (names.IsEmpty) return [];
        var text = await repository.TextAsync(
            ["cat-file", "--follow-symlinks", "--batch-check=%(objecttype) %(objectname)", "--buffer"], string.Join('\n', names) + "\n", cancellation).ConfigureAwait(false);
        return [.. Ids(text.Split('\n')).Take(names.Length)];
    }

    /// <summary>
    /// One answer a name. A name that is not there is repeated with "missing" behind it; of a link that leads nowhere, or out
    /// of the tree, git tells that and where to, in a line more (git-cat-file(1)).
    /// </summary>
    private static IEnumerable<string?> Ids(string[] lines)
    {
        for (var index = 0; index < lines.Length; index++)
        {
            yield return lines[index].Split(' ') is ["blob", var id] ? id : null;
            if (lines[index].Split(' ') is ["symlink" or "dangling" or "loop" or "notdir", var size] && size.All(char.IsAsciiDigit)) index++;
        }
    }

    private static ImmutableArray<HistoryVersion> WithoutRepeats(IEnumerable<HistoryVersion> versions)
    {
        var last = new Dictionary<string, string>(StringComparer.Ordinal);
        var changes = ImmutableArray.CreateBuilder<HistoryVersion>();
        foreach (var version in versions)
        {
            if (last.GetValueOrDefault(version.Folder) == version.Eclasses.Key) continue;
            last[version.Folder] = version.Eclasses.Key;
            changes.Add(version);
        }

        return changes.ToImmutable();
    }
}
