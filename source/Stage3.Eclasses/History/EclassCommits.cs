using System.Collections.Immutable;
using System.Globalization;
using Stage3.Linux;
using Stage3.Linux.Processes;

namespace Stage3.Eclasses.History;

/// <summary>Lists the commits that touched an eclass for accounts, or the file that a link of that name leads to.</summary>
internal static class EclassCommits
{
    private const string LinkMode = "120000";
    private const int LongestLink = 4096;

    /// <summary>How often links to links are looked up: as often as the kernel does.</summary>
    private const int MostLinks = 40;

    public static async Task<(ImmutableArray<(string Id, DateOnly Date)> Commits, ImmutableArray<string> Folders)> ListAsync(
        GitRepository repository, HistoryScope scope, bool firstParent, ImmutableArray<string> names, CancellationToken cancellation)
    {
        ImmutableArray<string> patterns =
            [.. names.Select(name => scope.EclassFolder is { } folder ? $":(top,literal){HistoryScope.PathOf(folder, name)}" : $":(top,glob)**/eclass/{name}")];
        var log = await LogAsync(repository, scope, firstParent, patterns, cancellation).ConfigureAwait(false);
        ImmutableArray<string> folders = [.. log.Changes.Select(change => FolderOf(change.Path)).Distinct().Order(StringComparer.Ordinal)];
        var followed = ImmutableHashSet<string>.Empty;
        for (var round = 0; round < MostLinks; round++)
        {
            var targets = await TargetsAsync(repository, log.Changes, cancellation).ConfigureAwait(false);
            if (targets.All(followed.Contains)) break;
            followed = followed.Union(targets);
            log = await LogAsync(repository, scope, firstParent, [.. patterns, .. followed.Order(StringComparer.Ordinal).Select(path => $":(top,literal){path}")], cancellation)
                .ConfigureAwait(false);
        }

        return (log.Commits, folders);
    }

    private static async Task<(ImmutableArray<(string, DateOnly)> Commits, ImmutableArray<(string Mode, string Id, string Path)> Changes)> LogAsync(
        GitRepository repository, HistoryScope scope, bool firstParent, ImmutableArray<string> patterns, CancellationToken cancellation)
    {
        // A folder that came by a merge alone shows in the merge's difference to its first parent.
        ImmutableArray<string> arguments =
        [
            "log", firstParent ? "--first-parent" : "--full-history", "--reverse", "--date-order", "--no-renames",
            "--diff-merges=first-parent", "--raw", "--no-abbrev", "-z", "--format=%x01%H %cs",
            .. scope.Revisions is { } range ? ["--end-of-options", range] : firstParent ? ["HEAD"] : ImmutableArray.Create("--all"),
            "--", .. patterns,
        ];
        try
        {
            return Read(await repository.TextAsync(arguments, null, cancellation).ConfigureAwait(false));
        }
        catch (ProgramFailedException error)
        {
            throw new Stage3Exception(
                $"git cannot list '{scope.Revisions ?? "all revisions"}'", repository.Folder.Value, "name revisions that the clone has, of a clone that has commits", error);
        }
    }

    /// <summary>Words parted by NUL: a commit, or a change's modes and ids with its path behind it.</summary>
    private static (ImmutableArray<(string, DateOnly)>, ImmutableArray<(string, string, string)>) Read(string text)
    {
        var commits = ImmutableArray.CreateBuilder<(string, DateOnly)>();
        var changes = ImmutableArray.CreateBuilder<(string, string, string)>();
        var words = text.Split('\0');
        for (var index = 0; index < words.Length; index++)
        {
            var word = words[index].TrimStart('\n');
            if (word.StartsWith('\u0001'))
                commits.Add((word[1..^11], DateOnly.ParseExact(word[^10..], "yyyy-MM-dd", CultureInfo.InvariantCulture)));
            else if (word.StartsWith(':') && word.Split(' ') is [_, var mode, _, var id, _] && index + 1 < words.Length)
                changes.Add((mode, id, words[++index]));
        }

        return (commits.ToImmutable(), changes.ToImmutable());
    }

    /// <summary>Where the links among the changes lead, inside the tree.</summary>
    private static async Task<ImmutableArray<string>> TargetsAsync(
        GitRepository repository, ImmutableArray<(string Mode, string Id, string Path)> changes, CancellationToken cancellation)
    {
        var links = changes.Where(change => change.Mode == LinkMode).Distinct().ToList();
        var texts = await repository.BlobsAsync([.. links.Select(link => link.Id).Distinct()], LongestLink, cancellation).ConfigureAwait(false);
        return
        [
            .. from link in links
               where texts.ContainsKey(link.Id)
               let target = System.Text.Encoding.UTF8.GetString(texts[link.Id])
               where target.Length > 0 && target[0] != '/' && !target.Contains('\0', StringComparison.Ordinal)
               let path = Path.GetFullPath(Path.Combine("/tree", FolderOf(link.Path), target))
               where path.StartsWith("/tree/", StringComparison.Ordinal)
               select path["/tree/".Length..],
        ];
    }

    private static string FolderOf(string path) => path.LastIndexOf('/') is var slash and >= 0 ? path[..slash] : ".";
}
