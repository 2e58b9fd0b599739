using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Globalization;
using CsCheck;
using Stage3.Embedded.Execution;
using Stage3.Emerge.Commands;
using Stage3.Linux;
using Stage3.Testing;

namespace Stage3.Embedded.Tests.Execution;

public sealed class ScheduleTests
{
    [Fact]
    public void Every_step_runs_once_and_after_what_it_names() =>
        Gen.Select(Gen.Int[1, 12], Gen.Int[1, 4], Gen.UInt).Sample((count, jobs, seed) =>
        {
            var after = Graph(count, seed);
            var order = new ConcurrentQueue<int>();

            Schedule.RunAsync(after, jobs, () => true, async (step, _) =>
            {
                after[step].Should().BeSubsetOf(order);
                await Task.Yield();
                order.Enqueue(step);
            }, CancellationToken.None).GetAwaiter().GetResult();

            return order.Order().SequenceEqual(Enumerable.Range(0, count));
        });

    [Fact]
    public async Task No_more_steps_run_at_once_than_there_are_jobs()
    {
        var (running, most) = (0, 0);

        await Schedule.RunAsync(Graph(20, 0), 3, () => true, async (_, stop) =>
        {
            most = Math.Max(most, Interlocked.Increment(ref running));
            await Task.Delay(2, stop);
            Interlocked.Decrement(ref running);
        }, CancellationToken.None);

        most.Should().BeInRange(1, 3);
    }

    [Fact]
    public async Task Without_room_no_step_is_begun_beside_another()
    {
        var (running, most, asked) = (0, 0, 0);

        await Schedule.RunAsync(Graph(4, 0), 4, () => ++asked > 2, async (_, stop) =>
        {
            most = Math.Max(most, Interlocked.Increment(ref running));
            await Task.Delay(20, stop);
            Interlocked.Decrement(ref running);
            if (asked <= 2) most.Should().Be(1);
        }, CancellationToken.None);

        asked.Should().BeGreaterThan(2, "it is asked before each step but those that nothing runs beside");
    }

    [Theory]
    [InlineData("3.9", null, "4.10 1.00 0.50 1/200 999", false)]
    [InlineData("3.9", null, "3.80 9.00 9.00 1/200 999", true)]
    [InlineData(null, "1000000000", "0.00 0.00 0.00 1/200 999", false)]
    [InlineData(null, "0", "9.00 9.00 9.00 1/200 999", true)]
    public void A_build_is_begun_beside_others_where_load_and_space_allow(string? load, string? free, string now, bool room)
    {
        using var scratch = new Scratch();
        File.WriteAllText(scratch["loadavg"], now + "\n");
        var jobs = Jobs.Unlimited;
        if (load is not null) jobs = jobs.UpToLoad(double.Parse(load, CultureInfo.InvariantCulture));
        if (free is not null) jobs = jobs.WithFree(int.Parse(free, CultureInfo.InvariantCulture));

        new BuildRoom(jobs, HostPath.Parse(scratch["temporary"]), scratch["loadavg"]).IsForAnother().Should().Be(room);
    }

    [Fact]
    public async Task A_failure_stops_what_runs_and_starts_nothing_more()
    {
        var started = new ConcurrentBag<int>();

        var run = () => Schedule.RunAsync([[], [], [0]], 2, () => true, async (step, stop) =>
        {
            started.Add(step);
            if (step == 0) throw new InvalidOperationException("no space left");
            await Task.Delay(Timeout.Infinite, stop);
        }, CancellationToken.None);

        (await run.Should().ThrowAsync<InvalidOperationException>()).WithMessage("no space left");
        started.Should().BeEquivalentTo([0, 1]);
    }

    [Fact]
    public async Task A_cancelled_run_says_that_it_was_cancelled()
    {
        using var cancel = new CancellationTokenSource();

        var run = () => Schedule.RunAsync([[]], 1, () => true, async (_, stop) =>
        {
            await cancel.CancelAsync();
            stop.ThrowIfCancellationRequested();
        }, cancel.Token);

        await run.Should().ThrowAsync<OperationCanceledException>();
    }

    private static ImmutableArray<ImmutableArray<int>> Graph(int count, uint seed) =>
        [.. Enumerable.Range(0, count).Select(step => Enumerable.Range(0, step).Where(before => ((seed >> ((step + before) % 32)) & 1) == 1).ToImmutableArray())];
}
