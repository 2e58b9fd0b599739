using System.Collections.Immutable;
using System.Diagnostics;
using Stage3.Linux;
using Stage3.Reports;
using Stage3.Testing;

namespace Stage3.Chroot.Tests;

/// <summary>
/// Asks the tools that a fresh root itself has what they say of it, and holds us to that. They run inside the root, in a namespace of their
/// own with an empty /run, so that nothing is left in it.
/// </summary>
internal sealed class RootsOwnTools(string root)
{
    private const string Script = """
        set -euo pipefail
        mount -t tmpfs none "$1/run"
        mount -t proc none "$1/proc"
        exec chroot "$@"
        """;

    private readonly Lazy<ImmutableArray<Finding>> _found = new(() => ChrootVerifier.Verify(HostPath.Parse(root), Contract.AccountContract.Empty, CancellationToken.None));

    public ImmutableArray<Finding> Found => _found.Value;

    /// <summary>What pwck says but that a home is made later, which it says of every fresh root.</summary>
    public static IReadOnlyList<string> Pwck(string root) =>
        [.. Lines(Run("pwck", "-r", "-R", root).Output).Where(line => !line.EndsWith("does not exist", StringComparison.Ordinal) && line != "pwck: no changes")];

    public static IReadOnlyList<string> Grpck(string root) => [.. Lines(Run("grpck", "-r", "-R", root).Output).Where(line => line != "grpck: no changes")];

    public void AcceptAsPwckAndGrpckDo()
    {
        Pwck(root).Concat(Grpck(root)).Should().BeEmpty("the root is meant to be fresh");
        Found.Should().NotContain(finding => finding.Severity > Severity.Note && (finding.Path == "/etc/passwd" || finding.Path == "/etc/shadow" || finding.Path == "/etc/group" || finding.Path == "/etc/gshadow"));
    }

    public void AcceptAsSysusersDoes()
    {
        Inside("/usr/bin/systemd-sysusers", "--dry-run").Status.Should().Be(0, "the root is meant to be fresh");
        Found.Should().NotContain(finding => finding.Path != null && finding.Path.Contains("/sysusers.d/"));
    }

    public void AcceptAsTmpfilesDoes()
    {
        var (_, help) = Inside("/usr/bin/systemd-tmpfiles", "--help");
        if (!help.Contains("--dry-run", StringComparison.Ordinal)) throw new SkippedException("the root's systemd-tmpfiles is older than 256 and has no --dry-run");
        var (_, said) = Inside("/usr/bin/systemd-tmpfiles", "--dry-run", "--create");
        Lines(said).Where(line => line.Contains("Failed to resolve", StringComparison.Ordinal) || line.Contains("Unknown user", StringComparison.Ordinal) || line.Contains("Unknown group", StringComparison.Ordinal))
            .Should().BeEmpty("the root is meant to be fresh");
        Found.Should().NotContain(finding => finding.Rule == "references/tmpfiles");
    }

    public void AcceptAsAnalyzeDoes()
    {
        var (status, said) = Inside("/usr/bin/systemd-analyze", "verify", "--man=no", "default.target", "dbus.service", "systemd-udevd.service", "systemd-networkd.service");
        status.Should().Be(0, said);
        Found.Should().NotContain(finding => finding.Rule == "references/systemd-unit" || finding.Rule == "policy/enabled-unit-missing");
    }

    private (int Status, string Output) Inside(string program, params string[] arguments) => File.Exists(root + program)
        ? Run("unshare", ["--mount", "--propagation", "private", "bash", "-c", Script, "bash", root, program, .. arguments])
        : throw new SkippedException($"the root has no {program}");

    private static (int Status, string Output) Run(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, Environment = { ["LC_ALL"] = "C", ["PATH"] = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin" } })!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output + errors.GetAwaiter().GetResult());
    }

    private static string[] Lines(string text) => text.Split('\n', StringSplitOptions.RemoveEmptyEntries);
}
