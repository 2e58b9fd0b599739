using System.Text.RegularExpressions;
using Stage3.Linux;
using Stage3.Portage.Accounts;
using Stage3.Portage.BinaryPackages;
using Stage3.RootComparison;
using Stage3.Testing;

namespace Stage3.Integration;

/// <summary>From a specification to a tarball with a real Portage, undisturbed and disturbed.</summary>
[Collection("small")]
public sealed class PortagePipelineTests(SmallStage stage)
{
    private const int MostKills = 50;

    [FactNeeding(Need.Portage, Need.Root, "python3", "unshare", "useradd")]
    public async Task A_real_Portage_makes_the_tarball_with_its_accounts_and_the_host_stays_as_it_was()
    {
        var request = stage.Undisturbed;
        var user = AccountDatabase.Read(SmallStage.Chroot(request)).FindUser("messagebus");
        user.Should().NotBeNull(stage.Said);
        var packed = RootListing.OfTarball(HostPath.Parse(Directory.GetFiles(request.Output.Value, "*.tar.xz").Single()));
        packed.Entries["/usr/lib/dbus/launch-helper"].Should().BeEquivalentTo(new { Owner = $"0:{user!.Gid}", Mode = "4754" });
        packed.Entries["/usr/share/two/text"].Owner.Should().Be($"0:{user.Gid}", "what depends on it finds the account too");
        HostAccounts.Digest().Should().Be(stage.HostBefore);

        (await SmallStage.RunAsync(request, "Package")).Should().Contain("Prepare: nothing to do").And.Contain("Merge: nothing to do");
    }

    [FactNeeding(Need.Portage, Need.Root, "python3", "unshare", "useradd")]
    public void On_GitHub_the_packages_of_a_step_can_be_folded()
    {
        var groups = Regex.Matches(stage.Said, @"(?m)^::group::(\w+), package by package\n(?<inside>(?:(?!::).*\n)*?)::endgroup::$").ToList();
        groups.Select(group => group.Groups[1].Value).Should().Equal(["Prepare", "Bootstrap", "Merge"], stage.Said);
        groups.Select(group => Regex.Count(group.Groups["inside"].Value, @" INF \w+ \[\d/\d\] ")).Should().Equal(4, 1, 3);
    }

    [FactNeeding(Need.Portage, Need.Root, "python3", "unshare", "useradd", "script")]
    public async Task On_a_terminal_packages_at_work_stand_below_the_lines_that_stay()
    {
        var terminal = stage.Folder / "terminal";
        await SmallStage.RunAsync(SmallStage.OnATerminal(terminal), stage.Request("on a terminal"), "Prepare");

        var said = await File.ReadAllTextAsync(terminal.Value);
        said.Should().MatchRegex(@"  sys-apps/dbus-1 +(src|pkg)_\w+ +\d+:\d\d").And.MatchRegex(@"Prepare: 1 of 4 done, 1 at work, \d+:\d\d, about \d+:\d\d left");
        var left = TerminalScreen.After(said);
        var lines = left.Where(line => line.Contains("INF Prepare [", StringComparison.Ordinal)).ToList();
        lines.Should().HaveCount(4, string.Join('\n', left)).And.OnlyContain(line => Regex.IsMatch(line, @"^\d\d:\d\d:\d\d INF Prepare \[\d/4\] \d+:\d\d built  [\w/-]+$"));
        left.Should().NotContain(line => line.Contains(" at work", StringComparison.Ordinal), "the table goes with the step");
    }

    [FactNeeding(Need.Portage, Need.Root, "python3", "unshare", "useradd")]
    public async Task An_interrupt_ends_all_that_was_started_and_the_next_run_goes_on_from_there()
    {
        var request = stage.Request("interrupted");
        await File.WriteAllTextAsync(stage.Slow.Value, "");
        using (var program = SmallStage.Start(request, "Merge"))
        {
            for (var tries = 0; !Processes.Of(request.WorkDir.Value).Any(process => process.Contains("sleep 271828", StringComparison.Ordinal)); tries++)
            {
                tries.Should().BeLessThan(900, program.Output);
                await Task.Delay(200);
            }

            await program.InterruptAsync();
            (await program.EndAsync(TimeSpan.FromSeconds(90))).Should().Be(130, program.Output);
            program.Output.Should().MatchRegex("Prepare +Aborted");
        }

        Processes.Of(request.WorkDir.Value).Should().BeEmpty("the whole tree ends");
        File.Delete(stage.Slow.Value);
        await SmallStage.RunAsync(request, "Merge");

        PackageDirectory.Open(request.WorkDir / "small/packages", [], CancellationToken.None).Index.Entries.Select(entry => (entry.Package.ToString(), entry.BuildId ?? 1))
            .Should().BeEquivalentTo([("sys-apps/base-1", 1), ("sys-apps/dbus-1", 1), ("app-misc/one-1", 1), ("app-misc/two-1", 1)], "what was built is kept, and not built again");
        AsUndisturbed(request);
    }

    [FactNeeding(Need.Portage, Need.Root, "python3", "unshare", "useradd")]
    [Trait("Category", "Fuzz")]
    public async Task Killed_at_random_moments_and_run_again_it_makes_the_root_of_an_undisturbed_run_and_the_host_never_changes()
    {
        var request = stage.Request("killed");
        var seed = Environment.TickCount;
        var random = new Random(seed);
        for (var kill = 0; kill < Math.Min(MostKills, FuzzCount.Or(2)); kill++)
        {
            using var program = SmallStage.Start(request, "Merge");
            var moment = TimeSpan.FromSeconds(1 + (random.NextDouble() * stage.Took.TotalSeconds * 0.8));
            // Where it was done sooner, what it made is made again.
            if (await program.EndsWithinAsync(moment)) Directory.Delete((request.WorkDir / "small").Value, recursive: true);
            else program.Kill();
            for (var tries = 0; Processes.Of(request.WorkDir.Value).Any(); tries++)
            {
                tries.Should().BeLessThan(300, "what was started ends with the program: {0}", string.Join('\n', Processes.Of(request.WorkDir.Value)));
                await Task.Delay(100);
            }

            HostAccounts.Digest().Should().Be(stage.HostBefore, "killed after {0} (seed {1})", moment, seed);
        }

        await SmallStage.RunAsync(request, "Merge");
        AsUndisturbed(request, $"seed {seed}");
    }

    private void AsUndisturbed(PipelineRequest request, string because = "")
    {
        RootListing.OfFolder(SmallStage.Chroot(request)).DifferencesTo(RootListing.OfFolder(SmallStage.Chroot(stage.Undisturbed)), AllowedDifferences.OfBuilding).Should().BeEmpty(because);
        HostAccounts.Digest().Should().Be(stage.HostBefore);
    }
}
