using System.Collections.Immutable;

namespace Stage3.Packaging.Comparing;

/// <summary>Two stages, and what is not the same in them.</summary>
/// <param name="Old">The earlier one.</param>
/// <param name="New">The later one.</param>
public sealed record StageComparison(StageSnapshot Old, StageSnapshot New)
{
    /// <summary>Where files are counted that no package owns.</summary>
    public const string NoPackage = "(no package)";

    /// <summary>Packages that came, went, or are there in another version or with other flags; by name.</summary>
    public ImmutableArray<PackageChange> Packages { get; } = ChangedPackages(Old, New);

    /// <summary>Paths that came, went or differ, by path. The installed database itself is left to <see cref="Packages"/>.</summary>
    public ImmutableArray<FileChange> Files { get; } = ChangedFiles(Old, New);

    /// <summary>Text files below <c>/etc</c> that both have, with other content.</summary>
    public ImmutableArray<string> Texts { get; } =
        [.. Old.Texts.Where(text => New.Texts.TryGetValue(text.Key, out var other) && !text.Value.Span.SequenceEqual(other.Span)).Select(text => text.Key)];

    /// <summary>Bytes by package, of those whose files are not as large as before: the largest change first.</summary>
    public ImmutableArray<(string Package, long Before, long After)> Sizes
    {
        get
        {
            var (before, after) = (ByPackage(Old), ByPackage(New));
            return
            [
                .. before.Keys.Union(after.Keys, StringComparer.Ordinal)
                    .Select(package => (package, before.GetValueOrDefault(package), after.GetValueOrDefault(package)))
                    .Where(size => size.Item2 != size.Item3)
                    .OrderByDescending(size => Math.Abs(size.Item3 - size.Item2)).ThenBy(size => size.package, StringComparer.Ordinal),
            ];
        }
    }

    private static ImmutableArray<PackageChange> ChangedPackages(StageSnapshot before, StageSnapshot after)
    {
        // A name may be there in several slots: what is the same in both is set aside first, the rest is paired in order.
        var names = before.Packages.Concat(after.Packages).Select(package => package.Id.Name).Distinct().OrderBy(name => name.ToString(), StringComparer.Ordinal);
        var changes = ImmutableArray.CreateBuilder<PackageChange>();
        foreach (var name in names)
        {
            var old = before.Packages.Where(package => package.Id.Name == name).ToList();
            var now = after.Packages.Where(package => package.Id.Name == name).ToList();
            foreach (var same in old.Where(package => now.Any(other => Same(package, other))).ToList())
            {
                _ = old.Remove(same);
                _ = now.Remove(now.First(other => Same(same, other)));
            }

            for (var index = 0; index < Math.Max(old.Count, now.Count); index++)
                changes.Add(new(name.ToString(), old.ElementAtOrDefault(index), now.ElementAtOrDefault(index)));
        }

        return changes.ToImmutable();
    }

    // What one side does not tell cannot differ.
    private static bool Same(StagedPackage one, StagedPackage other) => one.Id == other.Id && (one.Use is null || other.Use is null || one.Use == other.Use);

    private static ImmutableArray<FileChange> ChangedFiles(StageSnapshot before, StageSnapshot after) =>
    [
        .. before.Files.Keys.Union(after.Files.Keys, StringComparer.Ordinal)
            .Where(path => !path.StartsWith("/var/db/pkg/", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .Select(path => new FileChange(path, Owner(before, after, path), before.Files.GetValueOrDefault(path), after.Files.GetValueOrDefault(path)))
            .Where(change => change.What.Length > 0),
    ];

    private static string Owner(StageSnapshot before, StageSnapshot after, string path) =>
        after.Owners.GetValueOrDefault(path) ?? before.Owners.GetValueOrDefault(path) ?? NoPackage;

    private static Dictionary<string, long> ByPackage(StageSnapshot stage) => stage.Files
        .GroupBy(file => stage.Owners.GetValueOrDefault(file.Key, NoPackage), StringComparer.Ordinal)
        .ToDictionary(group => group.Key, group => group.Sum(file => file.Value.Size), StringComparer.Ordinal);
}
