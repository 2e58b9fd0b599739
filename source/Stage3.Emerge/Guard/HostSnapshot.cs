using System.Collections.Immutable;
using Stage3.Linux;

namespace Stage3.Emerge.Guard;

/// <summary>What the guarded files of a host were at one moment.</summary>
public sealed class HostSnapshot
{
    private readonly ImmutableSortedDictionary<string, string> marks;

    internal HostSnapshot(ImmutableSortedDictionary<string, string> marks) => this.marks = marks;

    /// <summary>The guarded files that were there, sorted.</summary>
    public IEnumerable<HostPath> Files => marks.Keys.Select(HostPath.Parse);

    /// <summary>All that is different in a later snapshot, sorted by path; empty where nothing is.</summary>
    public ImmutableArray<HostChange> ChangesTo(HostSnapshot later)
    {
        ArgumentNullException.ThrowIfNull(later);
        return
        [
            .. from file in marks.Keys.Union(later.marks.Keys, StringComparer.Ordinal).Order(StringComparer.Ordinal)
               let before = marks.GetValueOrDefault(file)
               let after = later.marks.GetValueOrDefault(file)
               where before != after
               select new HostChange(HostPath.Parse(file), Kind(before, after)),
        ];
    }

    private static HostChangeKind Kind(string? before, string? after) =>
        before is null ? HostChangeKind.Appeared : after is null ? HostChangeKind.Vanished : HostChangeKind.Changed;
}
