using Stage3.Chroot.Roots;
using Stage3.Linux.Files;
using Stage3.Reports;

namespace Stage3.Chroot.Rules.Ownership;

internal sealed class WorldWritableFolder() : EntryRule(
    "ownership/world-writable-folder",
    Severity.Error,
    "A folder that everybody may write to has the sticky bit",
    "chmod +t the folder, or take the right to write from others: without the bit everybody renames and removes everybody's files",
    "every folder")
{
    private const int OthersWrite = 0x2; // 0002
    private const int Sticky = 0x200; // 01000

    internal override EntryCheck Begin(ChrootEvidence evidence) => new Check(this);

    private sealed class Check(WorldWritableFolder rule) : EntryCheck
    {
        private readonly List<Finding> _found = [];

        public override void Visit(RootEntry entry, XattrList attributes)
        {
            var mode = entry.Status.Mode;
            if (entry.Status.IsFolder && (mode & OthersWrite) != 0 && (mode & Sticky) == 0)
                _found.Add(rule.Found($"folder {entry.Path} has the mode {ModeText.Octal(mode)}", entry.Path.ToString()));
        }

        public override IEnumerable<Finding> End() => _found;
    }
}
