using Stage3.Linux;

namespace Stage3.Portage.Tests.BinaryPackages;

/// <summary>What readers of foreign bytes may do: read them, or refuse them with a reason; in less than 64 MB, all that is allocated on the way counted.</summary>
internal static class Bounded
{
    private const long MostMemory = 64_000_000;

    /// <summary>Reads. Any other failure than a refusal is one of the test.</summary>
    internal static void Try(Action read, Action? whenRefused = null)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        try
        {
            read();
        }
        catch (Stage3Exception refused)
        {
            refused.What.Should().NotBeEmpty();
            whenRefused?.Invoke();
        }

        (GC.GetAllocatedBytesForCurrentThread() - before).Should().BeLessThan(MostMemory);
    }
}
