using System.Text;
using Stage3.Chroot.Roots;
using Stage3.Linux.Elf;
using Stage3.Linux.Files;
using Stage3.Portage.Accounts;
using Stage3.Reports;

namespace Stage3.Chroot.Rules.Integrity;

internal sealed class InterpreterMissing() : EntryRule(
    "integrity/interpreter-missing",
    Severity.Error,
    "What a program is started by, the interpreter of a script or the loader, is in the root; off PATH that is a warning",
    "merge the package that has the interpreter, or take the program out",
    "every program")
{
    private const int LongestLine = 256;
    private const int AnyoneExecutes = 0b001_001_001;

    private static readonly HashSet<BytePath> Path = [.. new[] { "bin", "sbin", "usr/bin", "usr/sbin", "usr/local/bin", "usr/local/sbin" }.Select(BytePath.Parse)];

    internal override EntryCheck Begin(ChrootEvidence evidence) => new Check(this, evidence);

    private sealed class Check(InterpreterMissing rule, ChrootEvidence evidence) : EntryCheck
    {
        private static readonly BytePath[] Installed = [.. new[] { "etc", "usr", "opt", "bin", "sbin", "lib" }.Select(BytePath.Parse)];

        // What is there to be read, not to be run.
        private static readonly BytePath[] Papers = [.. new[] { "usr/share/doc", "usr/src", "usr/lib/debug" }.Select(BytePath.Parse)];

        private static readonly BytePath[] InitScripts = [BytePath.Parse("etc/init.d"), BytePath.Parse("etc/user/init.d")];

        private readonly List<Finding> _found = [];

        public override void Visit(RootEntry entry, XattrList attributes)
        {
            if (entry.Status.Type != FileType.File || (entry.Status.Mode & AnyoneExecutes) == 0 || !IsProgram(entry.Path)) return;
            if (Interpreter(entry) is { } interpreter && !IsOfAnotherInit(entry.Path, interpreter) && evidence.Files.FindBelow(interpreter) is not { Status.Type: FileType.File })
                _found.Add(Weigh(entry.Path, rule.Found($"{entry.Path} is started by '{AccountText.Display(interpreter)}', which is not in the root", entry.Path.ToString())));
        }

        public override IEnumerable<Finding> End() => _found;

        private static bool IsProgram(BytePath path) =>
            Path.Contains(path.Parent) || Array.Exists(Installed, folder => folder.Contains(path)) && !Array.Exists(Papers, folder => folder.Contains(path)) && !IsTrial(path);

        private static bool IsTrial(BytePath path)
        {
            for (var above = path.Parent; !above.IsRoot; above = above.Parent)
                if (above.NameSpan.SequenceEqual("test"u8) || above.NameSpan.SequenceEqual("tests"u8) || above.NameSpan.SequenceEqual("examples"u8)) return true;
            return false;
        }

        // Every package of Gentoo brings OpenRC's scripts, into stages of systemd too, where nothing starts them.
        private static bool IsOfAnotherInit(BytePath path, string interpreter) =>
            interpreter.EndsWith("/openrc-run", StringComparison.Ordinal) && Array.Exists(InitScripts, folder => folder.IsParentOf(path));

        // Off PATH, somebody else may start it, or pass it over.
        private static Finding Weigh(BytePath path, Finding found) => Path.Contains(path.Parent) ? found : found with { Severity = Severity.Warning };

        private string? Interpreter(RootEntry entry)
        {
            using var file = entry.OpenFile();
            Span<byte> start = stackalloc byte[LongestLine];
            start = start[..RandomAccess.Read(file, start, 0)];
            if (start.StartsWith(ElfFile.Magic)) return ElfFile.Read(file)?.Interpreter;
            if (!start.StartsWith("#!"u8)) return null;
            var end = start.IndexOf((byte)'\n');
            var words = Encoding.UTF8.GetString(end < 0 ? start[2..] : start[2..end]).Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries);
            return words is [var first, ..] && first.StartsWith('/') ? Behind(first, words) : null;
        }

        // "#!/usr/bin/env python3": the program that is looked for on PATH.
        private string Behind(string interpreter, string[] words)
        {
            if (!interpreter.EndsWith("/env", StringComparison.Ordinal) || words is not [_, { Length: > 0 } name, ..] || name[0] == '-' || name.Contains('=', StringComparison.Ordinal)) return interpreter;
            var onPath = Path.Select(folder => $"{folder}/{name}").Order(StringComparer.Ordinal).ToList();
            return onPath.Find(path => evidence.Files.FindBelow(path) is not null) ?? name;
        }
    }
}
