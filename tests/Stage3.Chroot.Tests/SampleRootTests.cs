using Stage3.Testing;

namespace Stage3.Chroot.Tests;

/// <summary>The sample root that the pipeline merges: what its own tools accept. That it has no errors is the pipeline's own step.</summary>
public sealed class SampleRootTests
{
    private readonly RootsOwnTools _tools = new(Environment.GetEnvironmentVariable(Need.SampleRoot) ?? "");

    [FactNeeding(Need.Root, Need.SampleRoot, "pwck", "grpck")]
    public void What_pwck_and_grpck_accept_we_accept() => _tools.AcceptAsPwckAndGrpckDo();

    [SkippableFactNeeding(Need.Root, Need.SampleRoot)]
    public void What_sysusers_accepts_we_accept() => _tools.AcceptAsSysusersDoes();

    [SkippableFactNeeding(Need.Root, Need.SampleRoot)]
    public void What_tmpfiles_accepts_we_accept() => _tools.AcceptAsTmpfilesDoes();

    [SkippableFactNeeding(Need.Root, Need.SampleRoot)]
    public void What_analyze_accepts_we_accept() => _tools.AcceptAsAnalyzeDoes();
}
