using Stage3.Chroot.Roots;
using Stage3.Linux.Files;
using Stage3.Portage.Accounts;
using Stage3.Reports;

namespace Stage3.Chroot.Rules.Leftovers;

internal sealed class HostPathRule() : EntryRule(
    "leftovers/host-path",
    Severity.Error,
    "No configuration names a folder of the build host",
    "find the build step that wrote ROOT or the work folder into the file, and have it write the path as seen from inside",
    "/etc", "/usr/lib/systemd", "/usr/lib/tmpfiles.d", "/usr/lib/sysusers.d")
{
    // Names that are in every root would be found everywhere.
    private const int ShortestName = 6;

    internal override EntryCheck Begin(ChrootEvidence evidence) => new Check(this, evidence);

    private sealed class Check(HostPathRule rule, ChrootEvidence evidence) : EntryCheck
    {
        private readonly BytePath[] _folders = [.. rule.Reads.Select(BytePath.Parse)];
        private readonly string[] _names = [.. evidence.Policy.HostFolders.Select(folder => folder.Value).Where(name => name.Length >= ShortestName).Distinct()];
        private readonly List<Finding> _found = [];

        public override void Visit(RootEntry entry, XattrList attributes)
        {
            if (_names.Length == 0 || !Array.Exists(_folders, folder => folder.Contains(entry.Path))) return;
            if (entry.Status.Type == FileType.Symlink) Look(entry.ReadLink().ToString(), entry, line: null);
            if (entry.Status is not { Type: FileType.File, Size: > 0 and <= RootFiles.LargestText }) return;
            using var file = entry.OpenFile();
            var bytes = new byte[entry.Status.Size];
            var text = AccountText.Decode(bytes.AsSpan(0, RandomAccess.Read(file, bytes, 0)));
            if (!Array.Exists(_names, name => text.Contains(name, StringComparison.Ordinal))) return;
            var number = 0;
            foreach (var line in text.Split('\n')) Look(line, entry, ++number);
        }

        public override IEnumerable<Finding> End() => _found;

        private void Look(string text, RootEntry entry, int? line)
        {
            if (Array.Find(_names, name => text.Contains(name, StringComparison.Ordinal)) is { } named)
                _found.Add(rule.Found($"{entry.Path} names {named} of the build host", entry.Path.ToString(), line));
        }
    }
}
