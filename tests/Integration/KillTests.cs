using System.Diagnostics;
using Stage3.RootComparison;
using Stage3.Testing;

namespace Stage3.Integration;

/// <summary>A build that dies without warning, at any moment.</summary>
[Collection("sample")]
public sealed class KillTests(SampleStage sample)
{
    private const int MostKills = 50;

    [FactNeeding(Need.Root, SampleStage.Apt)]
    [Trait("Category", "Fuzz")]
    public async Task Killed_at_random_moments_and_run_again_it_makes_the_root_of_an_undisturbed_run_and_the_host_never_changes()
    {
        // A package or two are built anew, so that there is something to kill in each step.
        var request = await sample.VariantAsync("killed") with { Tree = await sample.TreeWithAsync("killed", "sys-apps/sed", "src_compile() { sleep 1; }") };
        var (random, seed) = (new Random(Environment.TickCount), Environment.TickCount);
        var clock = Stopwatch.StartNew();
        var kills = (int)Math.Min(MostKills, FuzzCount.Or(3));
        for (var kill = 0; kill < kills; kill++)
        {
            using var program = BuildProgram.Start(request, "Merge");
            var moment = TimeSpan.FromSeconds(0.5 + (random.NextDouble() * 12));
            if (await program.EndsWithinAsync(moment))
            {
                // It was done sooner; what it made is made again.
                Directory.Delete((request.WorkDir / "killed/state").Value, recursive: true);
                continue;
            }

            program.Kill();
            await WithoutChildrenAsync((request.WorkDir / "killed").Value);
            HostAccounts.Digest().Should().Be(sample.HostBefore, "killed after {0} (seed {1})", moment, seed);
        }

        using (var last = BuildProgram.Start(request, "Merge")) (await last.EndAsync(TimeSpan.FromMinutes(5))).Should().Be(0, last.Output);
        RootListing.OfFolder(request.WorkDir / "killed/chroot").DifferencesTo(sample.Chroot, [.. AllowedDifferences.OfBuilding, .. OfTheVariant])
            .Should().BeEmpty("after {0} kills in {1} (seed {2})", kills, clock.Elapsed, seed);
        HostAccounts.Digest().Should().Be(sample.HostBefore);
    }

    // Its ebuild has one line more.
    private static readonly AllowedDifference[] OfTheVariant =
    [
        new("/var/db/pkg/sys-apps/sed-[^/]+/(sed-[^/]+\\.ebuild|DEFINED_PHASES)", "the test added a phase to it"),
    ];

    private static async Task WithoutChildrenAsync(string folder)
    {
        for (var tries = 0; Processes.Of(folder).Any(); tries++)
        {
            tries.Should().BeLessThan(100, "what was started ends with the program: {0}", string.Join('\n', Processes.Of(folder)));
            await Task.Delay(100);
        }
    }
}
