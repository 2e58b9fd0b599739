using Stage3.Emerge.Commands;
using Stage3.Emerge.Events;
using Stage3.Emerge.Plans;
using Stage3.Testing;

namespace Stage3.Emerge.Tests.Running;

/// <summary>Binary packages that were built before an eclass was patched, with a real Portage.</summary>
public sealed class UnpatchedPackageTests
{
    private const string Before = "enewthing() {\n\techo unaware\n}\n";
    private const string After = "enewthing() {\n\techo \"aware of ${ROOT}\"\n}\n";

    [FactNeeding(Need.Portage, Need.Root, "python3", "unshare")]
    public async Task One_is_never_merged_in_silence_and_is_built_anew_where_anything_is_built()
    {
        using var world = World();
        var onlyBinary = world.Command("app-misc/thing") with { BinaryPackages = BinaryPackages.UseOnly };
        await world.RunAsync("app-misc/thing");
        Patch(world);

        var merge = () => world.RunAsync(onlyBinary);
        (await merge.Should().ThrowAsync<PlanRefusedException>()).Which.Problems.Should().ContainSingle()
            .Which.Should().Match("app-misc/thing-1 would be merged as it is: thing-1* was built with thing.eclass as before the patch: enewthing");

        var plan = await world.RunAsync("app-misc/thing");
        plan.Packages.Should().ContainSingle().Which.Origin.Should().Be(PackageOrigin.Source);
        world.Events.OfType<UnpatchedFound>().Select(found => found.Package.ToString()).Distinct().Should().Equal("app-misc/thing-1");

        world.Events.Clear();
        (await world.RunAsync(onlyBinary)).Packages.Should().ContainSingle().Which.Origin.Should().Be(PackageOrigin.Binary);
        world.Events.OfType<UnpatchedFound>().Should().BeEmpty("it was built with the patched eclass");
    }

    [FactNeeding(Need.Portage, Need.Root, "python3", "unshare")]
    public async Task What_a_run_tells_is_typed_and_a_failure_can_be_tried_by_hand()
    {
        using var world = World();
        world.Ebuild("app-misc/talks-1", "src_install() { elog 'read me'; ewarn beware; eqawarn quality; insinto /etc; newins - talks <<< x; }");
        world.Ebuild("app-misc/broken-1", "RDEPEND=\"app-misc/talks\"\nsrc_compile() { die 'it broke'; }");

        var run = () => world.RunAsync("app-misc/broken");

        var failure = (await run.Should().ThrowAsync<EmergeFailedException>()).Which;
        world.Events.OfType<PackageStarted>().Select(started => (started.Package.ToString(), started.Number, started.Total)).Should().Equal(("app-misc/talks-1", 1, 2), ("app-misc/broken-1", 2, 2));
        world.Events.OfType<PackageMessage>().Where(message => message.Package.Name.Name == "talks").Select(message => (message.Level, message.Text)).Should().Equal(
            ("elog", "read me"), ("ewarn", "beware"), ("eqawarn", "quality"));
        world.Events.OfType<PhaseStarted>().Should().Contain(phase => phase.Package.Name.Name == "talks" && phase.Phase == "src_unpack");
        var script = (world.Folder / "logs/again-root.bash").Value;
        failure.Remedy.Should().Contain($"by hand: bash {script}");
        var again = await new Linux.Processes.ChildProcess("bash", "-c", $"bash '{script}' 2>&1; true").CaptureAsync(CancellationToken.None);
        again.Should().Contain("it broke").And.Contain("app-misc/broken-1");
    }

    private static PortageWorld World()
    {
        var world = new PortageWorld();
        world.Write("tree/eclass/thing.eclass", Before);
        world.Ebuild("app-misc/thing-1", "inherit thing\nsrc_install() { insinto /etc; newins - thing <<< text; }\npkg_preinst() { enewthing; }");
        return world;
    }

    private static void Patch(PortageWorld world)
    {
        world.Write("front/profiles/repo_name", "front");
        world.Write("front/metadata/layout.conf", "masters = tiny");
        world.Write("front/eclass/thing.eclass", After);
        world.Write("repos.conf", $"[DEFAULT]\nmain-repo = tiny\n[tiny]\nlocation = {world.Folder / "tree"}\neclass-overrides = front\n[front]\nlocation = {world.Folder / "front"}\n");
    }
}
