using System.Diagnostics;
using System.Text;
using CsCheck;
using Stage3.Eclasses.Diffs;
using Stage3.Eclasses.Series;
using Stage3.Linux;
using Stage3.Testing;

namespace Stage3.Eclasses.Tests.Diffs;

/// <summary>The applier against git apply and GNU patch, on files that were changed after the patch was made.</summary>
public sealed class PatchOracleTests
{
    /// <summary>Few different lines, so that hunks find several places; endings that programs stumble over among them.</summary>
    private static readonly string[] Words = ["a", "b", "c", "", "}", "\tfi", "x y", "a\r", "é"];

    private static readonly Gen<string> Line = Gen.Int[0, Words.Length - 1].Select(index => Words[index]);

    private static readonly Gen<string> Lines = Gen.Select(Line.List[0, 30], Gen.Bool, (lines, feed) =>
        string.Join('\n', lines) + (feed && lines.Count > 0 ? "\n" : ""));

    /// <summary>A few edits, each a place in thousandths of the file, how many lines go, and what comes.</summary>
    private static readonly Gen<List<(int At, int Gone, List<string> Come)>> Edits =
        Gen.Select(Gen.Int[0, 1000], Gen.Int[0, 2], Line.List[0, 2], (at, gone, come) => (at, gone, come)).List[0, 3];

    [FactNeeding("git", "patch")]
    [Trait("Category", "Fuzz")]
    public void The_applier_agrees_with_git_and_patch_on_acceptance_and_bytes()
    {
        using var scratch = new Scratch();
        Gen.Select(Lines, Edits, Edits, Gen.Int[0, 3]).Sample(
            test =>
            {
                var (before, change, drift, context) = test;
                var patch = Diff(scratch, before, Edited(before, change), context);
                if (patch.Length > 0) Compare(scratch, patch, Edited(before, drift));
            },
            iter: FuzzCount.Or(60), threads: 1);
    }

    [Fact]
    [Trait("Category", "Fuzz")]
    public void Mutated_patches_and_files_never_crash_or_hang()
    {
        const string Patch = "--- a/f\n+++ b/f\n@@ -2,4 +2,4 @@ x\n a\n-b\n+c\n \n a\n@@ -9,2 +9,3 @@\n b\n+c\n\\ No newline at end of file\n";
        Gen.Select(Mutations, Lines).Sample(test => Try(Mutated(Patch, test.Item1), test.Item2), iter: FuzzCount.Or(3000));
    }

    /// <summary>The same with what is patched in earnest: our series, and eclasses of every era.</summary>
    [Fact]
    [Trait("Category", "Fuzz")]
    public void Mutated_patches_of_the_series_and_mutated_eclasses_never_crash_or_hang()
    {
        string[] patches = [.. PatchSeries.Load(HostPath.Parse(ProjectRoot.File("patches"))).Patches
            .Select(patch => Encoding.UTF8.GetString(UnifiedDiffWriter.Write("", [patch.Change]))).OrderBy(text => text.Length)];
        string[] eclasses = [Eras.Early, Eras.Split, Eras.OldInfo, Eras.Native, Eras.NativeInfo, Eras.NativeAcctUser, Eras.Early.Replace("\n", "\r\n", StringComparison.Ordinal)];
        // The long patch of user.eclass comes more seldom: most of what can go wrong is in the first lines.
        Gen.Select(Gen.Int[0, patches.Length * 8 - 8], Mutations, Gen.Int[0, eclasses.Length - 1], Mutations).Sample(
            test => Try(Mutated(patches[test.Item1 / 8], test.Item2), Mutated(eclasses[test.Item3], test.Item4)),
            iter: FuzzCount.Or(1000));
    }

    /// <summary>Places, what comes there, and whether it replaces, is put before, or the place goes.</summary>
    private static readonly Gen<List<(int At, char With, int How)>> Mutations =
        Gen.Select(Gen.OneOf(Gen.Int[0, 200], Gen.Int[0, 20_000]), Gen.Char["@-+ \\\n\r0123456789,ab\0"], Gen.Int[0, 2]).List[0, 8];

    private static string Mutated(string text, List<(int At, char With, int How)> mutations)
    {
        var mutated = new StringBuilder(text);
        foreach (var (at, with, how) in mutations)
        {
            var place = Math.Min(at, mutated.Length - 1);
            if (how == 0) mutated[place] = with;
            else if (how == 1) mutated.Insert(place, with);
            else if (mutated.Length > 1) mutated.Remove(place, 1);
        }

        return mutated.ToString();
    }

    private static void Try(string patch, string tree)
    {
        if (!UnifiedDiff.TryParse(Bytes(patch), out var diff, out var error))
        {
            error.Should().StartWith("line ");
            return;
        }

        foreach (var file in diff.Files)
        {
            var application = PatchApplier.Apply(Bytes(tree), file, fuzz: 2);
            if (application.Placements.Length + application.Rejections.Length != file.Hunks.Length) throw new InvalidOperationException("a hunk is neither placed nor rejected");
            if (application.Applied && !ChangeVerification.Check(Bytes(tree), file, application).IsEmpty) throw new InvalidOperationException("the result is not what the patch says");
        }
    }

    private static void Compare(Scratch scratch, byte[] patch, string tree)
    {
        var change = UnifiedDiff.Parse(patch).Files[0];
        var ours = PatchApplier.Apply(Bytes(tree), change);
        var git = Run(scratch, tree, patch, "git", "apply", "--whitespace=nowarn", "p");
        var why = $"patch:\n{Encoding.UTF8.GetString(patch)}\ntree:\n{tree}";
        // git takes a line without line feed for the start of one that has it, and joins that to the next: not our rule.
        var torn = change.Hunks.Any(hunk => hunk.Before is [.., var last] && !last.Span.EndsWith("\n"u8));
        if (!torn)
            (ours.Result is null ? "rejected" : Encoding.UTF8.GetString(ours.Result)).Should().Be(git ?? "rejected", why);

        // GNU patch takes a hunk for the first line elsewhere, where git does not, and guesses from the last offset.
        var gnu = Run(scratch, tree, patch, "patch", "-s", "-F0", "-p1", "--binary", "-N", "-r", "-", "f", "p");
        if (ours.Applied && gnu is not null && ours.Placements.All(placement => placement.Offset == 0))
            gnu.Should().Be(Encoding.UTF8.GetString(ours.Result!), why);
        // Less context at the end than at the start binds a hunk to the end of the file there.
        if (ours.Applied && change.Hunks is [var only] && only.TrailingContext >= only.LeadingContext) gnu.Should().NotBeNull(why);
        if (ours.Applied) ChangeVerification.Check(Bytes(tree), change, ours).Should().BeEmpty(why);
    }

    private static string Edited(string text, List<(int At, int Gone, List<string> Come)> edits)
    {
        var lines = text.Split('\n').ToList();
        foreach (var (at, gone, come) in edits)
        {
            var place = at * lines.Count / 1001;
            lines.RemoveRange(place, Math.Min(gone, lines.Count - place));
            lines.InsertRange(place, come);
        }

        return string.Join('\n', lines);
    }

    private static byte[] Diff(Scratch scratch, string before, string after, int context)
    {
        scratch.Write("a/f", before);
        scratch.Write("b/f", after);
        return Output(scratch, "git", "diff", "--no-index", "--no-prefix", $"-U{Math.Max(1, context)}", "a/f", "b/f");
    }

    /// <summary>The file after a program applied the patch; null where it refused.</summary>
    private static string? Run(Scratch scratch, string tree, byte[] patch, params string[] command)
    {
        scratch.Write("f", tree);
        File.WriteAllBytes(scratch["p"], patch);
        using var process = Start(scratch, command);
        process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 ? File.Exists(scratch["f"]) ? File.ReadAllText(scratch["f"]) : "" : null;
    }

    private static byte[] Output(Scratch scratch, params string[] command)
    {
        using var process = Start(scratch, command);
        using var bytes = new MemoryStream();
        process.StandardOutput.BaseStream.CopyTo(bytes);
        process.WaitForExit();
        return bytes.ToArray();
    }

    private static Process Start(Scratch scratch, string[] command)
    {
        var start = new ProcessStartInfo(command[0], command[1..])
        {
            WorkingDirectory = scratch.Folder, RedirectStandardOutput = true, RedirectStandardError = true,
        };
        start.Environment["GIT_CEILING_DIRECTORIES"] = Path.GetDirectoryName(scratch.Folder);
        start.Environment["GIT_CONFIG_GLOBAL"] = "/dev/null";
        return Process.Start(start)!;
    }

    private static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);
}
