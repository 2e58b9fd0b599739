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

    internal override EntryCheck Begin(ChrootEvidence evidence) => new Check(this, evidence);

    private sealed class Check(LeftoverRule rule, ChrootEvidence evidence) : EntryCheck
    {
        private readonly BytePath[] _folders = [.. rule._folders.Select(BytePath.Parse)];
        private readonly Dictionary<BytePath, (BytePath First, long Files)> _byFolder = [];

        public override void Visit(RootEntry entry, XattrList attributes)
        {
            if (entry.Status.IsFolder) return;
            var folder = Array.FindIndex(_folders, folder => folder.Contains(entry.Path));
            // What a package brought is no leftover: .keep files, mostly.
            if (folder < 0 || rule._kept.Any(kept => kept.Fits(entry.Path.ToString())) || evidence.Installed.OwnerOf(entry.Path) is not null) return;
            _byFolder[_folders[folder]] = _byFolder.TryGetValue(_folders[folder], out var seen) ? (seen.First, seen.Files + 1) : (entry.Path, 1);
        }

        public override IEnumerable<Finding> End() =>
            from pair in _byFolder
            let others = pair.Value.Files == 1 ? "" : $" (and {pair.Value.Files - 1} more in {pair.Key})"
            select rule.Found($"{pair.Value.First}{others} was left behind", pair.Value.First.ToString());
    }
}
