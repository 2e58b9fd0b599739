using Stage3.Chroot.Roots;
using Stage3.Linux.Files;
using Stage3.Portage.Accounts;
using Stage3.Reports;

namespace Stage3.Chroot.Rules.Integrity;

internal sealed class BrokenSymlink() : EntryRule(
    "integrity/broken-symlink",
    Severity.Warning,
    "Symlinks point to something, unless it is made when the system runs",
    "take the link out, or merge what it points to",
    "every symlink")
{
    // What is only there when the system runs; and masks, preferences and choices of the administrator.
    private static readonly string[] MadeLater = ["/proc", "/sys", "/dev", "/run", "/var/run", "/tmp", "/var/tmp", "/var/lib", "/var/cache", "/var/db/repos", "/usr/portage", "/etc/machine-id", "/etc/mtab"];

    // A broken one of these is a finding of its own.
    private static readonly HashSet<BytePath> Accounts = [.. Enum.GetValues<AccountFile>().Select(file => BytePath.Parse(AccountFiles.PathOf(file)))];

    internal override EntryCheck Begin(ChrootEvidence evidence) => new Check(this, evidence);

    private sealed class Check(BrokenSymlink rule, ChrootEvidence evidence) : EntryCheck
    {
        private readonly List<(BytePath Path, string Target)> _links = [];

        public override void Visit(RootEntry entry, XattrList attributes)
        {
            if (entry.Status.Type != FileType.Symlink || Accounts.Contains(entry.Path)) return;
            var target = entry.ReadLink();
            if (evidence.Files.Find(entry.Path) is null && !IsMadeLater(entry.Path, target)) _links.Add((entry.Path, target.ToString()));
        }

        public override IEnumerable<Finding> End() =>
            from link in _links
            select rule.Found($"{link.Path} points to '{link.Target}', which is not there", link.Path.ToString());

        // The target as a path from the root, as far as text says.
        private static bool IsMadeLater(BytePath path, ByteString target)
        {
            var absolute = target.Span is [(byte)'/', ..] ? target.ToString() : $"{path.Parent}/{target}";
            var parts = new Stack<string>();
            foreach (var part in absolute.Split('/', StringSplitOptions.RemoveEmptyEntries))
            {
                if (part == "..") parts.TryPop(out _);
                else if (part != ".") parts.Push(part);
            }
            var normal = "/" + string.Join('/', parts.Reverse());
            return MadeLater.Any(later => normal == later || normal.StartsWith(later + "/", StringComparison.Ordinal));
        }
    }
}
