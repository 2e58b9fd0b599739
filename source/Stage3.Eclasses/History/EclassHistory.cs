using System.Collections.Immutable;
using System.Globalization;
using Stage3.Eclasses.Trees;
using Stage3.Linux;
using Stage3.Linux.Processes;

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
        var (commits, folders) = await CommitsAsync(repository, scope, firstParent, cancellation).ConfigureAwait(false);
        var names = (
            from commit in commits
            from folder in folders
            from name in EclassSet.Names
            select (commit, folder, name)).ToList();
        var ids = await IdsAsync(repository, [.. names.Select(at => $"{at.commit.Id}:{at.folder}/{at.name}")], cancellation).ConfigureAwait(false);
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

    private static async Task<(ImmutableArray<(string Id, DateOnly Date)> Commits, ImmutableArray<string> Folders)> CommitsAsync(
        GitRepository repository, HistoryScope scope, bool firstParent, CancellationToken cancellation)
    {
        // A folder that came by a merge alone shows in the merge's difference to its first parent.
        ImmutableArray<string> arguments =
        [
            "log", firstParent ? "--first-parent" : "--full-history", "--reverse", "--date-order", "--no-renames",
            "--diff-merges=first-parent", "--name-only", "-z", "--format=%x01%H %cs",
            .. scope.Revisions is { } range ? ["--end-of-options", range] : firstParent ? ["HEAD"] : ImmutableArray.Create("--all"),
            "--", .. EclassSet.Names.Select(name => scope.EclassFolder is { } folder ? $":(top,literal){folder}/{name}" : $":(top,glob)**/eclass/{name}"),
        ];
        string text;
        try
        {
            text = await repository.TextAsync(arguments, null, cancellation).ConfigureAwait(false);
        }
        catch (ProgramFailedException error)
        {
            throw new Stage3Exception($"git cannot list '{scope.Revisions ?? "all revisions"}'", repository.Folder.Value, "name revisions that the clone has", error);
        }

        var commits = ImmutableArray.CreateBuilder<(string, DateOnly)>();
        var folders = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var word in text.Split('\0', '\n'))
        {
            if (word.StartsWith('\u0001'))
                commits.Add((word[1..^11], DateOnly.ParseExact(word[^10..], "yyyy-MM-dd", CultureInfo.InvariantCulture)));
            else if (word.Contains('/', StringComparison.Ordinal))
                folders.Add(word[..word.LastIndexOf('/')]);
        }

        return (commits.ToImmutable(), [.. folders]);
    }

    private static async Task<ImmutableArray<string?>> IdsAsync(
        GitRepository repository, ImmutableArray<string> names, CancellationToken cancellation)
    {
        if (names.IsEmpty) return [];
        var text = await repository.TextAsync(
            ["cat-file", "--batch-check=%(objecttype) %(objectname)", "--buffer"], string.Join('\n', names) + "\n", cancellation).ConfigureAwait(false);
        // A name that is not there is repeated with "missing" behind it.
        return [.. text.Split('\n').Take(names.Length).Select(line => line.Split(' ') is ["blob", var id] ? id : null)];
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
