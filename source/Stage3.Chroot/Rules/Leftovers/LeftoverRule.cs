using Stage3.Chroot.Policy;
using Stage3.Chroot.Roots;
using Stage3.Linux.Files;
using Stage3.Reports;

namespace Stage3.Chroot.Rules.Leftovers;

/// <summary>A rule about folders that nothing should be left in: one finding a folder, which names the first file and counts the others.</summary>
public abstract class LeftoverRule : EntryRule
{
    private readonly string[] _folders;
    private readonly PathPattern[] _kept;

    private protected LeftoverRule(string id, string sentence, string remedy, string[] folders, params string[] kept)
        : base(id, Severity.Warning, sentence, remedy, [.. folders])
    {
        _folders = folders;
        _kept = [.. kept.Select(PathPattern.Parse)];
    }

    internal override EntryCheck Begin(ChrootEvidence evidence) => new Check(this);

    private sealed class Check(LeftoverRule rule) : EntryCheck
    {
        private readonly BytePath[] _folders = [.. rule._folders.Select(BytePath.Parse)];
        private readonly Dictionary<BytePath, (BytePath First, long Files)> _byFolder = [];

        public override void Visit(RootEntry entry, XattrList attributes)
        {
            // What a package brought is no leftover: .keep files, mostly.
            if (entry.Status.IsFolder || entry.Package is not null) return;
            foreach (var folder in _folders)
                if (folder.Contains(entry.Path)) Count(folder, entry.Path);
        }

        public override IEnumerable<Finding> End() =>
            from pair in _byFolder
            let others = pair.Value.Files == 1 ? "" : $" (and {pair.Value.Files - 1} more in {pair.Key})"
            select rule.Found($"{pair.Value.First}{others} was left behind", pair.Value.First.ToString());

        private void Count(BytePath folder, BytePath path)
        {
            if (Array.Exists(rule._kept, kept => kept.Fits(path.ToString()))) return;
            _byFolder[folder] = _byFolder.TryGetValue(folder, out var seen) ? (seen.First, seen.Files + 1) : (path, 1);
        }
    }
}
