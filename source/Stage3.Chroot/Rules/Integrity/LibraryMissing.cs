using Stage3.Chroot.Elf;
using Stage3.Chroot.Roots;
using Stage3.Linux.Files;
using Stage3.Portage.Accounts;
using Stage3.Reports;

namespace Stage3.Chroot.Rules.Integrity;

internal sealed class LibraryMissing() : EntryRule(
    "integrity/library-missing",
    Severity.Error,
    "The libraries that programs and libraries need are in the root",
    "merge the package that has the library, or build the one that needs it again",
    "every ELF file", "/etc/ld.so.conf")
{
    internal override EntryCheck Begin(ChrootEvidence evidence) => new Check(this, evidence);

    private sealed class Check(LibraryMissing rule, ChrootEvidence evidence) : EntryCheck
    {
        private readonly List<LoadedFile> _files = [];
        private readonly HashSet<ByteString> _names = [];

        public override void Visit(RootEntry entry, XattrList attributes)
        {
            if (entry.Status.Type is FileType.File or FileType.Symlink && IsLibrary(entry.Path.NameSpan)) _names.Add(entry.Path.Name);
            if (Programs.Read(entry) is { Elf.Needed.Length: > 0 } file) _files.Add(file);
        }

        // A library that is somewhere else in the root may be loaded by path, or by who loads the file: only what is nowhere is surely missing.
        public override IEnumerable<Finding> End()
        {
            var search = new LibrarySearch(evidence.Files);
            var machine = Programs.MachineOf(evidence.Files);
            return from file in _files
                   where machine is null || file.Elf.Machine == machine
                   from name in search.Missing(file)
                   where !_names.Contains(ByteString.Of(AccountText.Encode(name[(name.LastIndexOf('/') + 1)..])))
                   select rule.Found($"{file.Path} needs the library '{AccountText.Display(name)}', which is not in the root", file.Path.ToString());
        }

        private static bool IsLibrary(ReadOnlySpan<byte> name) => name.IndexOf(".so"u8) > 0;
    }
}
