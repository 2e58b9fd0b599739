using Stage3.Boot;
using Stage3.Linux;
using Stage3.Testing;

namespace Stage3.Integration;

/// <summary>The packed root as a running system.</summary>
[Collection("sample")]
public sealed class BootedTests(SampleStage sample)
{
    /// <summary>Names a folder that keeps qemu and the kernel between runs; else they are fetched each time.</summary>
    private const string KitFolder = "STAGE3_BOOT_KIT";

    [SkippableFactNeeding(Need.Root, SampleStage.Apt, "dpkg-deb")]
    public async Task The_packed_root_boots_its_bus_answers_and_no_unit_fails()
    {
        var folder = Environment.GetEnvironmentVariable(KitFolder) is { Length: > 0 } kept ? HostPath.Parse(kept) : sample.Folder / "boot";

        var outcome = await new BootTest(folder).RunAsync(sample.Tarball, CancellationToken.None);

        if (outcome is BootSkipped skipped) throw new SkippedException(skipped.Reason);
        BootFindings.Of(outcome).Should().BeEmpty();
    }
}
