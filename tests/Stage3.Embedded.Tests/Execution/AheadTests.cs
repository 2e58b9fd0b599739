using Stage3.Embedded.Execution;

namespace Stage3.Embedded.Tests.Execution;

public sealed class AheadTests
{
    [Fact]
    public async Task Things_come_in_order_and_never_more_than_a_window_of_them_lies_ready()
    {
        var (ready, most) = (0, 0);
        await using var ahead = new Ahead<Thing>(200, Make, atOnce: 3, window: 5, CancellationToken.None);
        for (var number = 0; number < 200; number++)
        {
            (await ahead.TakeAsync()).Number.Should().Be(number);
            Interlocked.Decrement(ref ready);
        }

        most.Should().BeInRange(1, 6, "five lie ready, and the one that is being taken counts until it is");

        Thing Make(int number, CancellationToken stop)
        {
            Thread.SpinWait(number % 7 * 500);
            var now = Interlocked.Increment(ref ready);
            for (var seen = most; now > seen; seen = most) Interlocked.CompareExchange(ref most, now, seen);
            return new Thing(number, () => { });
        }
    }

    [Fact]
    public async Task What_could_not_be_made_is_said_to_who_takes_it()
    {
        await using var ahead = new Ahead<Thing>(3, (number, _) => number == 1 ? throw new InvalidOperationException("broken") : new Thing(number, () => { }), 2, 3, CancellationToken.None);
        (await ahead.TakeAsync()).Number.Should().Be(0);
        await ahead.Invoking(it => it.TakeAsync()).Should().ThrowAsync<InvalidOperationException>().WithMessage("broken");
    }

    [Fact]
    public async Task Cancelled_nobody_waits_for_ever_and_what_was_not_taken_is_disposed_of()
    {
        var (made, gone) = (0, 0);
        using var stop = new CancellationTokenSource();
        await using (var ahead = new Ahead<Thing>(100, Make, atOnce: 2, window: 10, stop.Token))
        {
            await ahead.TakeAsync();
            await stop.CancelAsync();
            var takesAll = async () =>
            {
                for (var i = 1; i < 100; i++) (await ahead.TakeAsync()).Dispose();
            };
            await takesAll.Should().ThrowAsync<OperationCanceledException>();
        }

        gone.Should().Be(made - 1, "one was taken and kept");

        Thing Make(int number, CancellationToken token)
        {
            Interlocked.Increment(ref made);
            return new Thing(number, () => Interlocked.Increment(ref gone));
        }
    }

    private sealed class Thing(int number, Action disposed) : IDisposable
    {
        internal int Number => number;

        public void Dispose() => disposed();
    }
}
