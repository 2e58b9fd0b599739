using System.Diagnostics;
using System.Text;
using Stage3.Eclasses.History;
using Stage3.Eclasses.Series;
using Stage3.Linux;
using Stage3.Testing;
using Xunit.Abstractions;

namespace Stage3.Eclasses.Tests.History;

/// <summary>Over trees and clones that the variable STAGE3_TREES names (parted by colons): no tree of others lies in this repository.</summary>
public sealed class RealTreesTests(ITestOutputHelper output)
{
    [RealTreesFact]
    public async Task Every_version_of_user_eclass_that_does_not_honour_root_is_made_to()
    {
        var verifier = new PatchVerifier(PatchSeries.Load(HostPath.Parse(ProjectRoot.File("patches"))));
        var bad = new StringBuilder();
        foreach (var tree in RealTreesFactAttribute.Trees.Select(HostPath.Parse))
        {
            var clock = Stopwatch.StartNew();
            var verdicts = (tree / "eclass").IsFolder
                ? await verifier.TreesAsync([tree], CancellationToken.None)
                : await verifier.HistoryAsync(tree, HistoryScope.All, CancellationToken.None);
            output.WriteLine($"{tree}: {verdicts.Length} versions in {clock.Elapsed.TotalSeconds:0.0} s");
            foreach (var verdict in verdicts)
            {
                var line = $"{verdict.Date} {verdict.Subject} {verdict.Judgement.Verdict}: {verdict.Judgement.Detail}";
                output.WriteLine(line);
                if (verdict.Judgement.Eclasses["user.eclass"] is not null && !verdict.Judgement.HonoursRoot) bad.AppendLine(line);
            }
        }

        bad.ToString().Should().BeEmpty();
    }
}
