using Stage3.Reports;
using Stage3.Testing;

namespace Stage3.Chroot.Tests;

/// <summary>A fresh root that somebody else makes: no rule may call an error what Debian ships and its own tools accept.</summary>
public sealed class DebianTests
{
    private readonly RootsOwnTools _tools = new(Environment.GetEnvironmentVariable(Need.Debian) ?? "");

    [FactNeeding(Need.Root, Need.Debian)]
    public void A_fresh_Debian_has_no_errors() => _tools.Found.Where(finding => finding.Severity == Severity.Error).Should().BeEmpty();

    [FactNeeding(Need.Root, Need.Debian, "pwck", "grpck")]
    public void What_pwck_and_grpck_accept_we_accept() => _tools.AcceptAsPwckAndGrpckDo();

    [SkippableFactNeeding(Need.Root, Need.Debian)]
    public void What_sysusers_accepts_we_accept() => _tools.AcceptAsSysusersDoes();

    [SkippableFactNeeding(Need.Root, Need.Debian)]
    public void What_tmpfiles_accepts_we_accept() => _tools.AcceptAsTmpfilesDoes();

    [SkippableFactNeeding(Need.Root, Need.Debian)]
    public void What_analyze_accepts_we_accept() => _tools.AcceptAsAnalyzeDoes();
}
