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

    private static async Task<ImmutableArray<HistoryVersion>> ReadAsync(
        GitRepository repository, HistoryScope scope, bool firstParent, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(repository);
        ArgumentNullException.ThrowIfNull(scope);
        if (scope.Problem is { } problem) throw new Stage3Exception(problem, repository.Folder.Value, "see git-rev-list(1) for ranges");
        var (commits, folders) = await EclassCommits.ListAsync(repository, scope, firstParent, cancellation).ConfigureAwait(false);
        var names = (
            from commit in commits
            from folder in folders
            from name in EclassSet.Names
            select (commit, folder, name)).ToList();
        var ids = await IdsAsync(repository, [.. names.Select(at => $"{at.commit.Id}:{HistoryScope.PathOf(at.folder, at.name)}")], cancellation).ConfigureAwait(false);
        var blobs = await repository.BlobsAsync([.. ids.OfType<string>().Distinct()], LargestEclass, cancellation).ConfigureAwait(false);
        var sets = names.Zip(ids)
            .GroupBy(at => (at.First.commit, at.First.folder))
            .Select(at => new HistoryVersion(at.Key.commit.Id, at.Key.commit.Date, at.Key.folder, new EclassSet(
                from file in at
                where file.Second is not null && blobs.ContainsKey(file.Second)
                select new EclassFile(file.First.name, blobs[file.Second]))))
            .Where(version => version.Eclasses.Files.Any());
        return firstParent ? WithoutRepeats(sets) : [.. sets.DistinctBy(version => (version.Folder, version.Eclasses.Key))];
    }

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
