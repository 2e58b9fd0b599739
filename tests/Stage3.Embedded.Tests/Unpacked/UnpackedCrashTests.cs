using System.Diagnostics;
using System.Globalization;
using Stage3.Linux.Files;
using Stage3.RootComparison;
using Stage3.Testing;
using Xunit.Abstractions;

namespace Stage3.Embedded.Tests.Unpacked;

/// <summary>Whatever moment a run is ended, by a signal or with the machine: what has its name in the store is whole.</summary>
public sealed class UnpackedCrashTests(ITestOutputHelper output)
{
    [SkippableFactNeeding(Need.Root)]
    [Trait("Category", "Fuzz")]
    public async Task Who_is_killed_while_a_store_is_filled_leaves_whole_images_and_nothing_that_stays()
    {
        using var world = new KeepingWorld("btrfs");
        var (expected, _) = await world.MergeAsync(keeps: false);
        var clock = Stopwatch.StartNew();
        var (_, undisturbed) = world.Start();
        await undisturbed.WaitForExitAsync();
        undisturbed.ExitCode.Should().Be(0);
        undisturbed.Dispose();
        var (took, random, kills, most) = (clock.Elapsed.TotalMilliseconds, new Random(3), 0, 0);
        for (var round = 0; round < FuzzCount.Or(4) || (kills == 0 && round < 20); round++)
        {
            if (random.Next(3) > 0) TreeRemoval.Remove(world.Store, CancellationToken.None);
            var (_, run) = world.Start();
            await Task.Delay((int)(took * (0.3 + (0.8 * random.NextDouble()))));
            // The machine may have been slower when the time was taken.
            if (run.HasExited) took *= 0.7;
            else kills++;
            run.Kill();
            await run.WaitForExitAsync();
            run.Dispose();
            most = Math.Max(most, (world.Store / "partial").IsFolder ? Directory.GetFileSystemEntries((world.Store / "partial").Value).Length : 0);
            if ((world.Store / "images").IsFolder) world.Images().Should().BeInRange(0, 4, $"round {round}");

            var (root, warnings) = await world.MergeAsync();
            warnings.Should().BeEmpty($"round {round}");
            KeepingWorld.Differences(root, expected).Should().BeEmpty($"round {round}");
            world.Images().Should().Be(4);
            Directory.GetFileSystemEntries((world.Store / "partial").Value).Should().BeEmpty($"round {round}");
        }

        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{kills} kills, {most} folders left at most"));
        kills.Should().BePositive();
    }

    [SkippableFactNeeding(Need.Root, "xfs_io")]
    [Trait("Category", "Fuzz")]
    public async Task When_the_power_fails_the_store_is_whole_and_the_next_run_ends_in_the_root_of_an_undisturbed_one()
    {
        using var world = new KeepingWorld("xfs");
        var (expected, _) = await world.MergeAsync(keeps: false);
        TreeRemoval.Remove(world.Store, CancellationToken.None);
        var clock = Stopwatch.StartNew();
        await EndAsync(world.Start().Run);
        var (took, random, failures, most) = (clock.Elapsed.TotalMilliseconds, new Random(5), 0, 0);
        for (var round = 0; round < FuzzCount.Or(3) || (failures == 0 && round < 20); round++)
        {
            TreeRemoval.Remove(world.Store, CancellationToken.None);
            var root = world.Fresh().Root;
            KeepingWorld.Run("sync", "--file-system", root.Value);
            using var run = world.StartInto(root);
            await Task.Delay((int)(took * (0.4 + (0.65 * random.NextDouble()))));
            if (run.HasExited) took *= 0.7;
            else failures++;
            world.Disk.FailPower(run);
            if ((world.Store / "images").IsFolder) most = Math.Max(most, world.Images());

            await EndAsync(world.StartInto(root));
            KeepingWorld.Differences(RootListing.OfFolder(root, withTimes: true), expected, whateverCounts: true).Should().BeEmpty($"round {round}");
            (await world.MergeAsync()).Warnings.Should().BeEmpty($"round {round}");
            world.Images().Should().Be(4);
        }

        output.WriteLine($"{failures} failures before the end of a run, {most} images kept at most");
        failures.Should().BePositive();
    }

    [SkippableFactNeeding(Need.Root)]
    public async Task A_store_that_is_removed_while_it_is_filled_or_used_costs_no_more_than_unpacking()
    {
        using var world = new KeepingWorld("xfs");
        var (expected, _) = await world.MergeAsync(keeps: false);
        for (var round = 0; round < 4; round++)
        {
            // In turn it is empty, and has all.
            if (round % 2 == 1) await world.MergeAsync();
            var (root, run) = world.Start();
            while (!run.HasExited && !((world.Store / "partial").IsFolder && Directory.EnumerateDirectories((world.Store / "partial").Value).Any(own => File.Exists($"{own}/lock")) && (world.Store / "bodies").IsFolder)) await Task.Delay(1);
            await Task.Delay(20 * round);
            using (var removal = Process.Start(new ProcessStartInfo("rm", ["-rf", world.Store.Value]) { RedirectStandardError = true })!) await removal.WaitForExitAsync();
            await EndAsync(run);
            KeepingWorld.Differences(RootListing.OfFolder(root, withTimes: true), expected).Should().BeEmpty($"round {round}");
        }
    }

    private static async Task EndAsync(Process run)
    {
        await run.WaitForExitAsync();
        run.ExitCode.Should().Be(0, await run.StandardError.ReadToEndAsync());
        run.Dispose();
    }
}
