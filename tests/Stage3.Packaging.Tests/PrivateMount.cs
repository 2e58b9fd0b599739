using System.Runtime.ExceptionServices;
using System.Runtime.InteropServices;

namespace Stage3.Packaging.Tests;

/// <summary>Runs something on a thread with mounts of its own: nothing of them is seen outside, and they are gone with the thread.</summary>
internal static class PrivateMount
{
    private const int NewMounts = 0x00020000;
    private const int OwnWorkingFolder = 0x00000200;
    private const ulong Recursive = 0x4000;
    private const ulong Private = 1 << 18;

    public static T WithTmpfs<T>(string folder, string options, Func<T> action)
    {
        T result = default!;
        ExceptionDispatchInfo? failure = null;
        var thread = new Thread(() =>
        {
            try
            {
                Succeed(unshare(OwnWorkingFolder | NewMounts));
                Succeed(mount("none", "/", null, Recursive | Private, null));
                Succeed(mount("tmpfs", folder, "tmpfs", 0, options));
                result = action();
            }
            catch (Exception e)
            {
                failure = ExceptionDispatchInfo.Capture(e);
            }
        });
        thread.Start();
        thread.Join();
        failure?.Throw();
        return result;
    }

    private static void Succeed(int result)
    {
        if (result != 0) throw new InvalidOperationException(Marshal.GetLastPInvokeErrorMessage());
    }

    [DllImport("libc", SetLastError = true)]
    private static extern int unshare(int flags);

    [DllImport("libc", SetLastError = true)]
    private static extern int mount(string source, string target, string? type, ulong flags, string? data);
}
