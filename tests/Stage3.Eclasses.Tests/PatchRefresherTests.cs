using Stage3.Eclasses.Refreshing;
using Stage3.Eclasses.Verdicts;
using Stage3.Linux;
using Stage3.Testing;

namespace Stage3.Eclasses.Tests;

public sealed class PatchRefresherTests
{
    private const string Anchor = "\n# @FUNCTION: enewuser\n";

    [FactNeeding(Need.Root)]
    public async Task A_patch_found_at_an_offset_is_written_anew_for_its_place()
    {
        var (outcome, text) = await RefreshAsync(Eras.Early);

        outcome.Verdict.Should().Be(EclassVerdict.Applies, outcome.Detail);
        text.Should().Contain("\n@@ -19,2 +19,").And.StartWith("SPDX-License-Identifier: GPL-2.0-only\n");
    }

    [FactNeeding(Need.Root)]
    public async Task A_conflict_that_the_anchor_resolves_is_resolved()
    {
        var (outcome, text) = await RefreshAsync(Eras.Early.Replace(Anchor, "# More.\n" + Anchor.Trim() + "  \n", StringComparison.Ordinal));

        outcome.Verdict.Should().Be(EclassVerdict.Applies, outcome.Detail);
        text.Should().EndWith("\n # @FUNCTION: enewuser  \n");
    }

    [FactNeeding(Need.Root)]
    public async Task Where_the_anchor_is_nowhere_a_person_must_decide()
    {
        var (outcome, text) = await RefreshAsync(Eras.Early.Replace("FUNCTION: enewuser", "FUNCTION: newuser", StringComparison.Ordinal));

        outcome.Detail.Should().Be("a person must find its place: the anchor '# @FUNCTION: enewuser' is nowhere");
        text.Should().BeNull();
    }

    private static async Task<(RefreshOutcome Outcome, string? Text)> RefreshAsync(string eclass)
    {
        using var scratch = new Scratch();
        scratch.Write("tree/eclass/user.eclass", eclass);
        foreach (var file in Directory.GetFiles(ProjectRoot.File("patches"), "*", SearchOption.AllDirectories))
            scratch.Write($"patches/{Path.GetRelativePath(ProjectRoot.File("patches"), file)}", File.ReadAllText(file));
        var refresher = new PatchRefresher(HostPath.Parse(scratch["patches"]), Probes.Shared);

        var outcomes = await refresher.RefreshAsync(HostPath.Parse(scratch["tree"]), CancellationToken.None);

        var outcome = outcomes.Should().ContainSingle().Subject;
        return (outcome, outcome.Written is { } written ? await File.ReadAllTextAsync(written.Value) : null);
    }
}
