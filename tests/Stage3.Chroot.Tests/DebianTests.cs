using System.Diagnostics;
using Stage3.Linux;
using Stage3.Reports;
using Stage3.Testing;

namespace Stage3.Chroot.Tests;

/// <summary>A fresh root that somebody else makes: no rule may call an error what Debian ships and its own tools accept.</summary>
public sealed class DebianTests
{
    private static string Folder => Environment.GetEnvironmentVariable(Need.Debian)!;

    [FactNeeding(Need.Root, Need.Debian)]
    public void A_fresh_Debian_has_no_errors() =>
        ChrootVerifier.Verify(HostPath.Parse(Folder), Contract.AccountContract.Empty, CancellationToken.None)
            .Where(finding => finding.Severity == Severity.Error).Should().BeEmpty();

    [FactNeeding(Need.Root, Need.Debian, "grpck")]
    public void What_grpck_accepts_we_accept()
    {
        using var grpck = Process.Start(new ProcessStartInfo("grpck", ["-r", "-R", Folder]))!;
        grpck.WaitForExit();

        grpck.ExitCode.Should().Be(0, "the root is meant to be fresh");
        ChrootVerifier.Verify(HostPath.Parse(Folder), Contract.AccountContract.Empty, CancellationToken.None)
            .Should().NotContain(finding => finding.Path == "/etc/group" || finding.Path == "/etc/gshadow");
    }
}
