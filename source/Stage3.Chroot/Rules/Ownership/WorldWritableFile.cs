using Stage3.Chroot.Roots;
using Stage3.Linux.Files;
using Stage3.Reports;

namespace Stage3.Chroot.Rules.Ownership;

internal sealed class WorldWritableFile() : EntryRule(
    "ownership/world-writable-file",
    Severity.Error,
    "No regular file is for everybody to write",
    "chmod o-w the file, and say so in the package that installs it",
    "every file")
{
    private const int OthersWrite = 0x2; // 0002

    internal override EntryCheck Begin(ChrootEvidence evidence) => new Check(this);

    private sealed class Check(WorldWritableFile rule) : EntryCheck
    {
        private readonly List<Finding> _found = [];

        public override void Visit(RootEntry entry, XattrList attributes)
        {
            if (entry.Status.Type == FileType.File && (entry.Status.Mode & OthersWrite) != 0)
                _found.Add(rule.Found($"file {entry.Path} has the mode {ModeText.Octal(entry.Status.Mode)}", entry.Path.ToString()));
        }

        public override IEnumerable<Finding> End() => _found;
    }
}
