using Stage3.Portage.BinaryPackages;
using Stage3.RootComparison;
using Stage3.Testing;

namespace Stage3.Integration;

/// <summary>Ctrl-C in the middle of a build.</summary>
[Collection("sample")]
public sealed class InterruptTests(SampleStage sample)
{
    private const string Slow = "src_compile() { sleep 271828; }";

    [FactNeeding(Need.Root, SampleStage.Apt)]
    public async Task An_interrupt_stops_all_that_was_started_and_the_next_run_completes()
    {
        var request = await sample.VariantAsync("interrupted");
        var slow = request with { Tree = await sample.TreeWithAsync("slow", "sys-apps/sed", Slow) };
        var folder = (request.WorkDir / "interrupted").Value;
        using (var program = BuildProgram.Start(slow, "Package"))
        {
            await UntilAsync(() => Processes.Of(folder).Any(process => process.Contains("sleep 271828", StringComparison.Ordinal)), program);
            await program.InterruptAsync();
            (await program.EndAsync(TimeSpan.FromSeconds(15))).Should().Be(130, program.Output);
            program.Output.Should().Contain("Stopping what was started; once more ends it at once.").And.MatchRegex("Prepare +Aborted");
        }

        Processes.Of(folder).Should().BeEmpty();
        var refused = new List<BinaryPackageException>();
        PackageDirectory.Open(request.WorkDir / "interrupted/packages", refused, CancellationToken.None);
        refused.Should().BeEmpty("no package is half-made");
        request.Output.IsFolder.Should().BeFalse("nothing was packed");

        var log = await sample.RunAllAsync(slow with { Tree = request.Tree });
        log.Should().Contain(line => line.StartsWith("Package: ", StringComparison.Ordinal));
        RootListing.OfFolder(request.WorkDir / "interrupted/chroot").DifferencesTo(sample.Chroot, AllowedDifferences.OfBuilding)
            .Should().BeEmpty("what was interrupted leaves no trace");
    }

    private static async Task UntilAsync(Func<bool> condition, BuildProgram program)
    {
        for (var tries = 0; !condition(); tries++)
        {
            tries.Should().BeLessThan(600, program.Output);
            await Task.Delay(200);
        }
    }
}
