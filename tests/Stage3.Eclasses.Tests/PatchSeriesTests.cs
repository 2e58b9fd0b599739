using Stage3.Eclasses.Diffs;
using Stage3.Eclasses.Series;
using Stage3.Linux;
using Stage3.Testing;

namespace Stage3.Eclasses.Tests;

public sealed class PatchSeriesTests
{
    [Fact]
    public void Our_own_series_is_whole()
    {
        var series = PatchSeries.Load(HostPath.Parse(ProjectRoot.File("patches")));

        series.Patches.Select(patch => patch.Eclass).Should().Contain(["user.eclass", "user-info.eclass"]);
        series.Patches.Should().OnlyContain(patch => patch.Change.Hunks.Length == 1 && patch.Change.Hunks[0].Before.Length == 2);
    }

    [Fact]
    public void The_anchors_of_our_patches_are_their_context()
    {
        foreach (var patch in PatchSeries.Load(HostPath.Parse(ProjectRoot.File("patches"))).Patches)
            patch.Change.Hunks[0].Before.Select(line => ByteLines.Show(line.Span)).Should().Equal(patch.Anchors, patch.File);
    }

    [Fact]
    public void A_broken_manifest_tells_all_that_is_wrong_at_once()
    {
        using var scratch = new Scratch();
        scratch.Write("manifest.json", """
            { "patches": [
              { "file": "../up.patch", "eclass": "user.eclass", "purpose": "p", "era": { "from": "2011-10", "to": "2010-01" },
                "behaviours": ["ReadsRoot", "Flies"], "anchors": ["x"] },
              { "file": "none.patch", "eclass": "eclass/user", "era": { "from": "2011-10", "to": "2012-01" }, "behaviours": [], "anchors": [] } ] }
            """);

        var load = () => PatchSeries.Load(HostPath.Parse(scratch.Folder));

        var problems = load.Should().Throw<PatchSeriesException>().Which.Problems;
        problems.Should().Contain("../up.patch: 'file' must be a plain path below the manifest's folder");
        problems.Should().Contain("../up.patch: 'era' needs 'from' and 'to', written as 2011-10");
        problems.Should().Contain(problem => problem.StartsWith("../up.patch: 'Flies' is no behaviour; there are ReadsRoot, "));
        problems.Should().Contain("none.patch: 'purpose' is missing");
        problems.Should().Contain("none.patch: 'behaviours' is missing");
        problems.Should().Contain("none.patch: 'anchors' is missing");
        problems.Should().Contain("none.patch: 'eclass' must be the name of an eclass file");
        problems.Should().Contain("none.patch: there is no such file");
    }

    [Fact]
    public void An_unknown_key_of_the_manifest_is_named_with_its_line()
    {
        using var scratch = new Scratch();
        scratch.Write("manifest.json", "{\n \"patchez\": [] }\n");

        var load = () => PatchSeries.Load(HostPath.Parse(scratch.Folder));

        load.Should().Throw<PatchSeriesException>().WithMessage("*line 2*patchez*");
    }

    [Fact]
    public void A_patch_without_its_licence_line_is_refused()
    {
        using var scratch = new Scratch();
        scratch.Write("a.patch", "--- a/eclass/user.eclass\n+++ b/eclass/user.eclass\n@@ -1 +1 @@\n-a\n+b\n");
        scratch.Write("manifest.json", """
            { "patches": [ { "file": "a.patch", "eclass": "user.eclass", "purpose": "p", "era": { "from": "2011-10", "to": "2012-01" },
              "behaviours": ["ReadsRoot"], "anchors": ["x"] } ] }
            """);

        var load = () => PatchSeries.Load(HostPath.Parse(scratch.Folder));

        load.Should().Throw<PatchSeriesException>().WithMessage("*a.patch: its header lacks 'SPDX-License-Identifier: GPL-2.0-only'*");
    }
}
