using System.Text.RegularExpressions;
using Stage3.Linux;
using Stage3.Linux.Processes;
using Stage3.Portage.Names;
using Stage3.Testing;

namespace Stage3.Integration;

/// <summary>
/// A real <c>emerge</c> with the configuration, the repositories and the binary packages of a stage that we built.
/// </summary>
internal sealed class RealEmerge(HostPath folder, HostPath stage)
{
    /// <summary>Runs it, and answers what it said.</summary>
    /// <exception cref="ProgramFailedException">It failed.</exception>
    public Task<string> RunAsync(HostPath root, params string[] arguments)
    {
        folder.EnsureFolder();
        return new ChildProcess("unshare", BareEmerge.Arguments(
            Need.PortageCheckout, (stage / "config").Value, (stage / "repos.conf").Value, root.Value, folder.Value,
            [$"PKGDIR={stage / "packages"}", $"DISTDIR={stage.Parent / "distfiles"}", $"FEATURES={BareEmerge.Features} -ebuild-locks parallel-install"],
            [$"--root={root}", .. arguments]))
        {
            Environment = ChildEnvironment.Clean.WithInherited("PATH", "HOME"),
            LogFile = folder / "emerge.log",
        }.CaptureAsync(CancellationToken.None);
    }

    /// <summary>The packages of what <c>--pretend</c> said, in merge order.</summary>
    public static IReadOnlyList<PackageId> Plan(string output) =>
        [.. Regex.Matches(output, @"(?m)^\[(?:ebuild|binary) [^]]*\] ([^\s:]+)").Select(match => PackageId.Parse(Version(match.Groups[1].Value)))];

    // A binary package's number of build stands behind its version.
    private static string Version(string text) => Regex.Replace(text, @"(?<=-\d[^-/]*(-r\d+)?)-\d+$", "");
}
