using System.Globalization;
using System.Text.RegularExpressions;
using Stage3.Linux;
using Stage3.Linux.Processes;

namespace Stage3.Emerge.Scaling;

/// <summary>Which GNU make is there, and whether it can share a job server by name.</summary>
public static partial class MakeVersion
{
    private static readonly Version Needed = new(4, 4);

    /// <summary>True for the first line of <c>make --version</c> of a make that takes <c>--jobserver-auth=fifo:PATH</c>: GNU make from 4.4.</summary>
    public static bool SharesJobs(string firstLine) =>
        Line().Match(firstLine ?? "") is { Success: true } match
        && new Version(int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture), int.Parse(match.Groups[2].Value, CultureInfo.InvariantCulture)) >= Needed;

    /// <summary>Returns where the make on PATH does.</summary>
    /// <exception cref="Stage3Exception">It does not.</exception>
    public static async Task DemandSharingAsync(CancellationToken cancellation)
    {
        var said = (await new ChildProcess("make", "--version") { Environment = ChildEnvironment.Clean.WithInherited("PATH") }.CaptureAsync(cancellation).ConfigureAwait(false)).Split('\n')[0];
        if (!SharesJobs(said))
            throw new Stage3Exception($"jobs of make can be shared among packages from GNU make {Needed} on, and here is '{said}'", "make --version", "install a newer make; or leave out --share-make-jobs, and each package has jobs of its own");
    }

    [GeneratedRegex(@"^GNU Make ([0-9]+)\.([0-9]+)", RegexOptions.CultureInvariant)]
    private static partial Regex Line();
}
