using Stage3.Chroot.Roots;
using Stage3.Linux.Files;
using Stage3.Reports;

namespace Stage3.Chroot.Rules.Policy;

internal sealed class BackupFile() : EntryRule(
    "policy/backup-file",
    Severity.Warning,
    "No copies of older versions lie in /etc (NAME-, NAME~): an official stage has none",
    "remove them before the root is packed: they hold accounts, and hashes, as they were before the last change",
    "/etc")
{
    private static readonly BytePath Etc = BytePath.Parse("etc");

    internal override EntryCheck Begin(ChrootEvidence evidence) => new Check(this);

    private sealed class Check(BackupFile rule) : EntryCheck
    {
        private readonly List<Finding> _found = [];

        public override void Visit(RootEntry entry, XattrList attributes)
        {
            if (entry.Status.Type == FileType.File && entry.Package is null && entry.Path.NameSpan is [.., (byte)'-' or (byte)'~'] && Etc.IsParentOf(entry.Path))
                _found.Add(rule.Found($"{entry.Path} is a copy of an older version", entry.Path.ToString()));
        }

        public override IEnumerable<Finding> End() => _found;
    }
}
