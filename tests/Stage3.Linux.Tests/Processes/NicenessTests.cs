using Stage3.Linux.Processes;

namespace Stage3.Linux.Tests.Processes;

public sealed class NicenessTests
{
    [Fact]
    public void A_thread_that_gives_way_does_so_alone()
    {
        var before = Of("self");
        var (own, ofOther) = (0, 0);
        var thread = new Thread(() =>
        {
            Niceness.GiveWay();
            (own, ofOther) = (Of("thread-self"), Of("self"));
        });
        thread.Start();
        thread.Join();
        own.Should().Be(Math.Max(before, 5));
        ofOther.Should().Be(before, "the process's first thread is another one");
    }

    // proc(5): the 19th word of stat; the name, the second, stands in brackets.
    private static int Of(string name) => int.Parse(File.ReadAllText($"/proc/{name}/stat").Split(')')[^1].Split(' ', StringSplitOptions.RemoveEmptyEntries)[16]);
}
