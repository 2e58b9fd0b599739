using System.Collections.Concurrent;
using System.Diagnostics;

namespace Stage3.Linux.Processes;

/// <summary>
/// The one thread that starts processes. A parent-death signal (prctl(2), PR_SET_PDEATHSIG) is sent when the *thread*
/// ends that forked the child; threads of the pool come and go, so they must not be parents.
/// </summary>
internal static class Launcher
{
    private static readonly BlockingCollection<Action> Queue = StartThread();

    internal static Task<Process> StartAsync(ProcessStartInfo start)
    {
        var started = new TaskCompletionSource<Process>(TaskCreationOptions.RunContinuationsAsynchronously);
        Queue.Add(() =>
        {
            try
            {
                started.SetResult(Process.Start(start)!);
            }
            catch (Exception error) when (error is System.ComponentModel.Win32Exception or InvalidOperationException)
            {
                started.SetException(error);
            }
        });
        return started.Task;
    }

    private static BlockingCollection<Action> StartThread()
    {
        var queue = new BlockingCollection<Action>();
        new Thread(() =>
        {
            foreach (var start in queue.GetConsumingEnumerable()) start();
        })
        { IsBackground = true, Name = "process launcher" }.Start();
        return queue;
    }
}
