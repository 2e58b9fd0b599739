using System.Text;
using Stage3.Eclasses.Diffs;

namespace Stage3.Eclasses.Tests.Diffs;

public sealed class UnifiedDiffTests
{
    [Fact]
    public void A_patch_of_git_with_several_files_is_read()
    {
        var diff = Parse(
            "Why.\n\ndiff --git a/eclass/x b/eclass/x\nindex 1..2 100644\n--- a/eclass/x\n+++ b/eclass/x\n@@ -1 +1,2 @@ section\n a\n+b\n"
            + "diff --git a/y b/y\n--- a/y\t2020-01-01\n+++ b/y\n@@ -3,2 +3 @@\n-c\n d\n-- \n2.39.0\n");

        diff.Preamble.Should().Be("Why.\n\n");
        diff.Files.Select(file => file.Path).Should().Equal("eclass/x", "y");
        diff.Files[0].Hunks[0].Header.Should().Be("@@ -1 +1,2 @@ section");
        diff.Files[1].Hunks[0].Should().Match<Hunk>(hunk => hunk.OldStart == 3 && hunk.Before.Length == 2 && hunk.After.Length == 1);
    }

    [Theory]
    [InlineData("", "line 1: no file is changed")]
    [InlineData("diff --git a/x b/y\nrename from x\nrename to y\n", "line 2: 'rename from' is not supported")]
    [InlineData("diff --git a/x b/x\nold mode 100644\nnew mode 100755\n", "line 2: 'old mode' is not supported")]
    [InlineData("diff --git a/x b/x\nnew file mode 100644\n--- /dev/null\n+++ b/x\n@@ -0,0 +1 @@\n+a\n", "line 2: 'new file mode' is not supported")]
    [InlineData("--- /dev/null\n+++ b/x\n@@ -0,0 +1 @@\n+a\n", "line 1: a made or deleted file is not supported")]
    [InlineData("--- a/x\n+++ b/y\n@@ -1 +1 @@\n-a\n+b\n", "line 3: 'x' would become 'y': renames are not supported")]
    [InlineData("--- a/../x\n+++ b/../x\n@@ -1 +1 @@\n-a\n+b\n", "line 1: '../x' is not a plain path inside the tree")]
    [InlineData("--- a//etc/passwd\n+++ b//etc/passwd\n@@ -1 +1 @@\n-a\n+b\n", "line 1: '/etc/passwd' is not a plain path inside the tree")]
    [InlineData("--- a/x\n+++ b/x\n@@ -1,2 +1,2 @@\n-a\n+b\n", "line 6: the hunk of line 3 ends too early")]
    [InlineData("--- a/x\n+++ b/x\n@@ -1 +1 @@\n-a\n+b\n+c\n", "line 6: a line of a hunk after the hunk's end")]
    [InlineData("--- a/x\n+++ b/x\n@@ -1 +1 @@\n-a\n-b\n", "line 5: the hunk of line 3 has more lines than its header says")]
    [InlineData("--- a/x\n+++ b/x\n@@ -1 +1\n-a\n+b\n", "line 3: '@@ -1 +1' is no hunk header")]
    [InlineData("--- a/x\n+++ b/x\n@@ -1 +1 @@\n a\n", "line 5: the hunk of line 3 changes nothing")]
    [InlineData("--- a/x\n+++ b/x\n@@ -5 +5 @@\n-a\n+b\n@@ -2 +2 @@\n-a\n+b\n", "line 9: hunks out of order or on top of each other")]
    [InlineData("--- a/x\n+++ b/x\n@@ -1 +1 @@\n-a\n+b\n--- a/x\n+++ b/x\n@@ -1 +1 @@\n-a\n+b\n", "line 11: 'x' is changed twice")]
    [InlineData("--- a/x\n+++ b/x\n@@ -99999999999 +1 @@\n-a\n+b\n", "line 3: '@@ -99999999999 +1 @@' is no hunk header")]
    public void A_malformed_patch_is_refused_by_line_and_reason(string text, string message)
    {
        UnifiedDiff.TryParse(Encoding.UTF8.GetBytes(text), out _, out var error).Should().BeFalse();

        error.Should().Be(message);
        var parse = () => Parse(text);
        parse.Should().Throw<FormatException>().WithMessage(message);
    }

    private static UnifiedDiff Parse(string text) => UnifiedDiff.Parse(Encoding.UTF8.GetBytes(text));
}
