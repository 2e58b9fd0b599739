using System.Globalization;
using Stage3.Emerge.Commands;
using Stage3.Linux;

namespace Stage3.Embedded.Execution;

/// <summary>
/// Whether the machine has room for one more build beside those that run. Source: emerge(1), <c>--load-average</c>,
/// <c>--jobs-tmpdir-require-free-gb</c>; where the latter is not given, no space is asked for.
/// </summary>
/// <param name="jobs">The limits.</param>
/// <param name="temporary">Where packages are built.</param>
/// <param name="load">Tells the load average of the last minute as <c>/proc/loadavg</c> does, proc(5).</param>
internal sealed class BuildRoom(Jobs jobs, HostPath temporary, string load = "/proc/loadavg")
{
    private const double Gigabyte = 1L << 30;

    public bool IsForAnother() => (jobs.LoadAverage is not { } limit || Load() < limit) && (jobs.FreeGigabytes is not > 0 || Free() >= jobs.FreeGigabytes);

    private double Load() => double.Parse(File.ReadAllText(load).Split(' ')[0], CultureInfo.InvariantCulture);

    private double Free() => new DriveInfo(temporary.EnsureFolder().Value).AvailableFreeSpace / Gigabyte;
}
