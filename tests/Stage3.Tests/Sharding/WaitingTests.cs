using Stage3.Linux;
using Stage3.Portage.Binhosts;
using Stage3.Portage.Names;
using Stage3.Sharding;
using Stage3.Testing;

namespace Stage3.Tests.Sharding;

/// <summary>How long a shard waits for what others owe.</summary>
public sealed class WaitingTests
{
    private static readonly PackageId Owed = PackageId.Parse("app-misc/owed-1");

    [Theory]
    [InlineData(0, 0)]
    [InlineData(2, 2.25)]
    [InlineData(120, 120.25)]
    public async Task What_nobody_publishes_is_waited_for_until_the_limit_and_then_named(int limit, double most)
    {
        using var scratch = new Scratch();
        var clock = new HurryingClock();
        var asked = new SharingRequest { Binhosts = [BinhostAddress.Parse(Directory.CreateDirectory(scratch["served"]).FullName)] };
        var packages = new PublishedPackages(asked.Fetching(HostPath.Parse(scratch["store"])), keys: null, HostPath.Parse(scratch["packages"]), clock);

        var missing = await packages.AwaitAsync([Owed], TimeSpan.FromMinutes(limit), _ => "shard 1/2", CancellationToken.None);

        missing.Should().Equal(Owed);
        clock.Passed.TotalMinutes.Should().BeInRange(limit, most, "it looks four times a minute, and does not go on after the limit");
        clock.Pauses.Should().NotContain(pause => pause > TimeSpan.FromSeconds(15));
    }

    [Fact]
    public async Task Waiting_can_be_stopped()
    {
        using var scratch = new Scratch();
        using var stop = new CancellationTokenSource(TimeSpan.FromMilliseconds(200));
        var asked = new SharingRequest { Binhosts = [BinhostAddress.Parse(Directory.CreateDirectory(scratch["served"]).FullName)] };
        var packages = new PublishedPackages(asked.Fetching(HostPath.Parse(scratch["store"])), keys: null, HostPath.Parse(scratch["packages"]), TimeProvider.System);

        var wait = () => packages.AwaitAsync([Owed], TimeSpan.FromHours(1), _ => "shard 1/2", stop.Token).WaitAsync(TimeSpan.FromSeconds(30));

        await wait.Should().ThrowAsync<OperationCanceledException>();
    }

    /// <summary>A clock on which each pause is over at once.</summary>
    private sealed class HurryingClock : TimeProvider
    {
        public List<TimeSpan> Pauses { get; } = [];

        public TimeSpan Passed { get; private set; }

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => Passed.Ticks;

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            Pauses.Add(dueTime);
            Passed += dueTime;
            return System.CreateTimer(callback, state, TimeSpan.Zero, period);
        }
    }
}
