using Stage3.Chroot.Roots;
using Stage3.Linux.Files;
using Stage3.Reports;

namespace Stage3.Chroot.Rules.Ownership;

internal sealed class PrivilegedFileUnowned() : EntryRule(
    "ownership/privileged-file-unowned",
    Severity.Error,
    "Every setuid, setgid or capability file belongs to an installed package",
    "take the file out: nothing updates it, and whoever runs it gets its rights",
    "/var/db/pkg", "every file")
{
    internal override EntryCheck Begin(ChrootEvidence evidence) => new Check(this, evidence);

    private sealed class Check(PrivilegedFileUnowned rule, ChrootEvidence evidence) : EntryCheck
    {
        private readonly List<Finding> _found = [];

        public override void Visit(RootEntry entry, XattrList attributes)
        {
            if (evidence.Installed.IsThere && entry.Package is null && PrivilegedFile.Rights(entry.Status, attributes, evidence.Accounts) is { } rights)
                _found.Add(rule.Found($"{entry.Path} has {rights}, and no package brought it", entry.Path.ToString()));
        }

        public override IEnumerable<Finding> End() => _found;
    }
}
