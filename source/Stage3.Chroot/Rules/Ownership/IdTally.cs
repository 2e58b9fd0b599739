using Stage3.Linux.Files;

namespace Stage3.Chroot.Rules.Ownership;

/// <summary>Files counted by an id, with the first of each in walk order: a package's worth of files is one finding.</summary>
internal sealed class IdTally
{
    private readonly Dictionary<uint, (BytePath First, long Files)> _byId = [];

    public void Add(uint id, BytePath path) =>
        _byId[id] = _byId.TryGetValue(id, out var seen) ? (seen.First, seen.Files + 1) : (path, 1);

    /// <summary>By id: the first file as a report shows it, and how many more there are, as words.</summary>
    public IEnumerable<(uint Id, string First, string Others)> Sorted() =>
        from pair in _byId
        orderby pair.Key
        select (pair.Key, pair.Value.First.ToString(), pair.Value.Files == 1 ? "" : $" (and {pair.Value.Files - 1} more files)");
}
