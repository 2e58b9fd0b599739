using System.Text;
using Stage3.Eclasses.Diffs;

namespace Stage3.Eclasses.Tests.Diffs;

public sealed class PatchApplierTests
{
    private const string Header = "--- a/f\n+++ b/f\n";

    [Fact]
    public void A_hunk_is_applied_where_it_says()
    {
        var application = Apply("a\nb\nc\n", "@@ -1,3 +1,3 @@\n a\n-b\n+B\n c\n");

        Text(application).Should().Be("a\nB\nc\n");
        application.Placements.Should().Equal(new HunkPlacement(1, 1, 0, 0));
    }

    [Fact]
    public void A_hunk_is_found_at_an_offset_forward_before_backward()
    {
        var application = Apply("x\nk\ny\nx\nk\ny\n0\nx\nk\ny\n", "@@ -6,3 +6,3 @@\n x\n-k\n+K\n y\n");

        Text(application).Should().Be("x\nk\ny\nx\nk\ny\n0\nx\nK\ny\n");
        application.Placements.Should().Equal(new HunkPlacement(1, 8, 2, 0));
    }

    [Fact]
    public void Context_that_differs_is_a_conflict_unless_fuzz_is_asked_for()
    {
        const string Patch = "@@ -2,5 +2,5 @@\n a\n b\n-c\n+C\n d\n e\n";

        Apply("0\nA\nb\nc\nd\ne\n", Patch).Applied.Should().BeFalse();
        var fuzzy = PatchApplier.Apply(Bytes("0\nA\nb\nc\nd\ne\n"), Change(Patch), fuzz: 1);

        Text(fuzzy).Should().Be("0\nA\nb\nC\nd\ne\n");
        fuzzy.Fuzz.Should().Be(1);
        ChangeVerification.Check(Bytes("0\nA\nb\nc\nd\ne\n"), Change(Patch), fuzzy).Should().BeEmpty();
    }

    [Fact]
    public void A_rejected_hunk_says_where_most_of_it_stands()
    {
        var application = Apply("0\n1\na\nb\nX\nd\n", "@@ -1,4 +1,4 @@\n a\n b\n-c\n+C\n d\n");

        application.Applied.Should().BeFalse();
        application.Rejections.Should().ContainSingle().Which.Should().Match<HunkRejection>(
            rejection => rejection.Number == 1 && rejection.NearestLine == 3 && rejection.MatchingLines == 3);
    }

    [Fact]
    public void A_rejected_hunk_is_held_beside_what_is_most_like_it_and_not_beside_the_nearest_blank_line()
    {
        var application = Apply("0\n\n# one\n1\n\n# two is here\n\n", "@@ -2,2 +2,3 @@\n \n+new\n # two\n");

        application.Rejections.Should().ContainSingle().Which.NearestLine.Should().Be(5);
    }

    [Theory]
    [InlineData("a\r\nb\r\n", "@@ -1,2 +1,3 @@\n a\r\n+x\r\n b\r\n", "a\r\nx\r\nb\r\n")]
    [InlineData("a\nb", "@@ -1,2 +1,2 @@\n a\n-b\n\\ No newline at end of file\n+c\n", "a\nc\n")]
    [InlineData("a\nb\n", "@@ -1,2 +1,2 @@\n a\n-b\n+c\n\\ No newline at end of file\n", "a\nc")]
    [InlineData("a\rz\nb\n", "@@ -1,2 +1,2 @@\n-a\rz\n+a\n b\n", "a\nb\n")]
    [InlineData("", "@@ -0,0 +1 @@\n+a\n", "a\n")]
    [InlineData("a\n", "@@ -1 +0,0 @@\n-a\n", "")]
    public void Bytes_are_kept_as_they_are(string before, string patch, string after)
    {
        var application = Apply(before, patch);

        Text(application).Should().Be(after);
        ChangeVerification.Check(Bytes(before), Change(patch), application).Should().BeEmpty();
    }

    [Theory]
    [InlineData("a\r\nb\r\n", "@@ -1,2 +1,3 @@\n a\n+x\n b\n")]
    [InlineData("a\nb", "@@ -1,2 +1,2 @@\n a\n-b\n+c\n")]
    [InlineData("0\na\nb\n", "@@ -1,2 +1,3 @@\n a\n+x\n b\n")]
    [InlineData("a\nb\nc\n", "@@ -1,2 +1,2 @@\n a\n-b\n+x\n")]
    [InlineData("1\n2\n3\na\nb\nc\n", "@@ -4,2 +4,3 @@\n a\n b\n+x\n")]
    public void Other_line_endings_and_hunks_away_from_their_end_of_the_file_are_conflicts(string before, string patch) =>
        Apply(before, patch).Applied.Should().BeFalse();

    [Theory]
    [InlineData("a\nb\nc\nd\n", "@@ -1,2 +1,2 @@\n a\n-b\n+B\n\\ No newline at end of file\n", 1)]
    [InlineData("a", "@@ -2,0 +2 @@\n+b\n", 0)]
    public void No_line_is_torn_or_joined(string before, string patch, int fuzz) =>
        PatchApplier.Apply(Bytes(before), Change(patch), fuzz).Applied.Should().BeFalse();

    [Fact]
    public void Fuzz_leaves_a_line_to_look_for() =>
        PatchApplier.Apply(Bytes("1\n2\n3\n"), Change("@@ -2,2 +2,3 @@\n a\n+x\n b\n"), fuzz: 3).Applied.Should().BeFalse();

    [Fact]
    public void Two_hunks_do_not_share_lines()
    {
        const string Patch = "@@ -2,3 +2,4 @@\n a\n+1\n b\n c\n@@ -20,3 +21,4 @@\n b\n+2\n c\n d\n";

        Apply("0\na\nb\nc\nd\n", Patch).Applied.Should().BeFalse();
    }

    [Fact]
    public void The_verification_finds_a_line_that_the_patch_does_not_tell_of()
    {
        var change = Change("@@ -2,3 +2,3 @@\n a\n-b\n+B\n c\n");
        var application = PatchApplier.Apply(Bytes("0\na\nb\nc\nz\n"), change);
        application.Result![^2] = (byte)'Z';

        ChangeVerification.Check(Bytes("0\na\nb\nc\nz\n"), change, application).Should().Contain(
            ["'Z' was added, which the patch does not do", "line 5 became 'Z', which no hunk tells of"]);
    }

    [Fact]
    public void The_verification_finds_lines_that_changed_places()
    {
        var change = Change("@@ -1,2 +1,2 @@\n-a\n+A\n b\n");
        var application = PatchApplier.Apply(Bytes("a\nb\ny\nz\n"), change);
        Bytes("A\nb\nz\ny\n").CopyTo(application.Result!, 0);

        ChangeVerification.Check(Bytes("a\nb\ny\nz\n"), change, application)
            .Should().Contain("line 3 became 'z', which no hunk tells of");
    }

    private static PatchApplication Apply(string text, string hunks) => PatchApplier.Apply(Bytes(text), Change(hunks));

    private static FileChange Change(string hunks) => UnifiedDiff.Parse(Bytes(Header + hunks)).Files[0];

    private static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);

    private static string Text(PatchApplication application) => Encoding.UTF8.GetString(application.Result ?? Bytes("(rejected)"));
}
