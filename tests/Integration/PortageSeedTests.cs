using Stage3.Emerge.Tests.Seeds;
using Stage3.Portage.Accounts;
using Stage3.RootComparison;
using Stage3.Testing;

namespace Stage3.Integration;

/// <summary>From a specification to a tarball with the Portage of a seed.</summary>
[Collection("small")]
public sealed class PortageSeedTests(SmallStage stage)
{
    [FactNeeding(Need.Portage, Need.Root, "python3", "unshare", "useradd")]
    public async Task The_Portage_of_a_seed_makes_the_root_that_the_machines_own_makes()
    {
        var tarball = await SeedTarball.MakeAsync((stage.Folder / "seed").EnsureFolder());
        var request = stage.Request("seeded") with { Portage = null };

        var said = await SmallStage.RunAsync(request, "Package", "--seed", tarball.Value);

        said.Should().MatchRegex(@"engine .*Portage .*").And.Contain("Package: ");
        AccountDatabase.Read(SmallStage.Chroot(request)).FindUser("messagebus").Should().NotBeNull();
        RootListing.OfFolder(SmallStage.Chroot(request)).DifferencesTo(RootListing.OfFolder(SmallStage.Chroot(stage.Undisturbed)), AllowedDifferences.OfBuilding).Should().BeEmpty();
        HostAccounts.Digest().Should().Be(stage.HostBefore);
    }
}
