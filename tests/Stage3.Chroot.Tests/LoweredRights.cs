using System.Runtime.InteropServices;

namespace Stage3.Chroot.Tests;

/// <summary>Runs something without root's rights: on a thread of its own that gives them up. Kernel threads have rights of their own, credentials(7).</summary>
internal static class LoweredRights
{
    private const uint Nobody = 65534;

    // The numbers of setgroups(2), setresgid(2) and setresuid(2).
    private static (long Groups, long Group, long User) Calls => RuntimeInformation.ProcessArchitecture == Architecture.Arm64 ? (159, 149, 147) : (116, 119, 117);

    public static T Run<T>(Func<T> what)
    {
        var (result, thrown) = (default(T), (Exception?)null);
        var thread = new Thread(() =>
        {
            try
            {
                // System calls, for libc's own functions would change all threads.
                Succeed(Syscall(Calls.Groups, 0, 0, 0));
                Succeed(Syscall(Calls.Group, Nobody, Nobody, Nobody));
                Succeed(Syscall(Calls.User, Nobody, Nobody, Nobody));
                result = what();
            }
            catch (Exception any)
            {
                thrown = any;
            }
        });
        thread.Start();
        thread.Join();
        return thrown is null ? result! : throw new InvalidOperationException("without root's rights", thrown);
    }

    private static void Succeed(long result)
    {
        if (result != 0) throw new InvalidOperationException(Marshal.GetLastPInvokeErrorMessage());
    }

    [DllImport("libc", EntryPoint = "syscall", SetLastError = true)]
    private static extern long Syscall(long number, long first, long second, long third);
}
