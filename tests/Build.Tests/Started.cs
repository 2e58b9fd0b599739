using Nuke.Common;
using Stage3.Invocation;

namespace Stage3.BuildTests;

/// <summary>A small build that is started as a program.</summary>
public sealed class Started : NukeBuild
{
    public static int Main() => Session.Run<Started>(() => Execute<Started>(build => build.Good), nameof(Good), nameof(Bad), nameof(Waits), nameof(Stubborn));

    internal Target Good => _ => _.Executes(() => Session.LastLine = "3 passed, 0 failed, 1 skipped");

    internal Target Bad => _ => _.Executes(() =>
    {
        Session.LastLine = "2 passed, 1 failed, 0 skipped";
        throw new InvalidOperationException("1 tests failed");
    });

    internal Target Waits => _ => _.Executes(async () =>
    {
        Console.WriteLine("waiting");
        try
        {
            await Task.Delay(Timeout.Infinite, Session.Stop);
        }
        finally
        {
            Console.WriteLine("cleaned up");
        }
    });

    internal Target Stubborn => _ => _.Executes(() =>
    {
        Console.WriteLine("waiting");
        Thread.Sleep(Timeout.Infinite);
    });
}
