using System.Collections.Immutable;
using Stage3.Chroot.Policy;
using Stage3.Chroot.Roots;
using Stage3.Linux.Files;
using Stage3.Reports;

namespace Stage3.Chroot.Rules.Ownership;

internal sealed class UnownedFile() : EntryRule(
    "ownership/unowned-file",
    Severity.Warning,
    "Every file was brought by an installed package, or is allowed by the list",
    "find out what wrote it during the build; where it belongs there, allow it in the specification (verify.unowned) with a reason",
    "/var/db/pkg", "every file")
{
    internal override EntryCheck Begin(ChrootEvidence evidence) => new Check(this, evidence);

    private sealed class Check(UnownedFile rule, ChrootEvidence evidence) : EntryCheck
    {
        private static readonly BytePath[] MergedUsr = [.. new[] { "bin", "sbin", "lib", "lib32", "lib64", "libx32", "usr/sbin" }.Select(BytePath.Parse)];

        private readonly ImmutableArray<AllowedPath> _allowed = [.. UnownedPaths.Usual, .. evidence.Policy.Unowned];
        private readonly Dictionary<BytePath, (BytePath First, long Files)> _byFolder = [];
        private BytePath? _allowedFolder;

        public override void Visit(RootEntry entry, XattrList attributes)
        {
            // Folders come before what is in them, so that one that is allowed stands for all that follows it.
            if (entry.Package is not null || !evidence.Installed.IsThere || entry.Path.IsRoot || _allowedFolder?.Contains(entry.Path) == true) return;
            var isAllowed = IsMergedUsr(entry) || IsAllowed(entry.Path);
            if (isAllowed && entry.Status.IsFolder) _allowedFolder = entry.Path;
            if (isAllowed || entry.Status.IsFolder) return;
            var folder = entry.Path.Parent;
            _byFolder[folder] = _byFolder.TryGetValue(folder, out var seen) ? (seen.First, seen.Files + 1) : (entry.Path, 1);
        }

        // The folder may be a package's, and what is in it not.
        private bool IsAllowed(BytePath path) => !path.IsRoot && (_allowed.Any(one => one.Paths.Fits(path.ToString())) || IsAllowed(path.Parent));

        // Gentoo's baselayout makes these links before it merges anything, and so they are in no CONTENTS.
        private bool IsMergedUsr(RootEntry entry) =>
            entry.Status.Type == FileType.Symlink && Array.IndexOf(MergedUsr, entry.Path) >= 0 && evidence.Files.Find(entry.Path) is { Status.IsFolder: true };

        public override IEnumerable<Finding> End() =>
            from pair in _byFolder
            let others = pair.Value.Files == 1 ? "" : $" (and {pair.Value.Files - 1} more in {pair.Key})"
            select rule.Found($"no package brought {pair.Value.First}{others}", pair.Value.First.ToString());
    }
}
