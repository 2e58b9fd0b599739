using Stage3.Emerge.Events;
using Stage3.Testing;

namespace Stage3.Emerge.Tests.Running;

/// <summary>What a real Portage does is told as it happens: what it fetches, and which phase each package is in.</summary>
public sealed class EventTests
{
    [FactNeeding(Need.Portage, Need.Root, "python3", "unshare", "wget")]
    public async Task Fetches_and_phases_are_told()
    {
        using var world = new PortageWorld();
        world.Write("served/source.txt", "the source");
        using var web = new WebFolder((world.Folder / "served").Value);
        world.Ebuild("app-misc/fetched-1", $$"""
            SRC_URI="{{web.Address}}/source.txt"
            RESTRICT="mirror"
            src_compile() { sleep 5; }
            src_install() { insinto /usr/share/fetched; doins "${DISTDIR}/source.txt"; }
            """);

        await world.RunAsync("app-misc/fetched");

        web.Asked.Should().Contain(asked => asked.Path == "source.txt" && asked.Status == 200);
        world.Events.OfType<FetchStarted>().Select(fetch => fetch.Address).Should().Equal($"{web.Address}/source.txt");
        var phases = world.Events.OfType<PhaseStarted>().Select(started => started.Phase).ToList();
        // Without a status file only emerge.log tells.
        if ((await world.SettingsAsync()).Installation.Features.Contains("observability")) phases.Should().Contain("src_compile");
        // The log says that it begins before the status says what comes before unpacking.
        phases.Should().StartWith("src_unpack");
        phases.Skip(1).Should().OnlyHaveUniqueItems("no phase comes back");
        world.Events.FindIndex(each => each is PackageStarted).Should().BeLessThan(world.Events.FindIndex(each => each is PhaseStarted { Phase: "src_unpack" }));
        world.Events[^1].Should().BeOfType<PackageFinished>();
        File.ReadAllText((world.Root.Path / "usr/share/fetched/source.txt").Value).Should().Be("the source\n");
    }
}
