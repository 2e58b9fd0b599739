using Stage3.Emerge.Commands;
using Stage3.Emerge.Events;
using Stage3.Emerge.Plans;
using Stage3.Emerge.Running;
using Stage3.Emerge.Scaling;
using Stage3.Emerge.Tests.Running;
using Stage3.Portage.Binhosts;
using Stage3.Testing;

namespace Stage3.Emerge.Tests.Scaling;

/// <summary>What a real Portage would take from a binhost is fetched and looked into before anything of it is merged.</summary>
public sealed class UnpatchedBinhostTests
{
    private const string Before = "enewthing() {\n\techo unaware\n}\n";
    private const string After = "enewthing() {\n\techo \"aware of ${ROOT}\"\n}\n";

    [FactNeeding(Need.Portage, Need.Root, "python3", "wget")]
    public async Task A_package_of_a_binhost_with_functions_as_before_the_patch_is_refused_or_built_anew()
    {
        using var builder = World(Before);
        await builder.RunAsync("app-misc/thing");
        await new Publication(builder.Folder / "packages", builder.Folder / "served").RunAsync(DateTimeOffset.UtcNow, CancellationToken.None);
        using var web = new WebFolder((builder.Folder / "served").Value);
        using var world = World(Before);
        Patch(world);
        var command = world.Command("app-misc/thing");

        var merge = () => RunAsync(world, web, command with { BinaryPackages = BinaryPackages.Of(KeptPackages.None, new TakenPackages(PackageSupply.RemoteFirstOnly)) });
        (await merge.Should().ThrowAsync<PlanRefusedException>()).Which.Problems.Should().ContainSingle()
            .Which.Should().Match("app-misc/thing-1 would be merged as it is: thing-1* was built with thing.eclass as before the patch: enewthing");
        web.Asked.Should().Contain(asked => asked.Path.Contains("thing-1") && asked.Status == 200, "it was fetched to be looked into");
        (world.Root.Path / "etc/thing").IsFile.Should().BeFalse("nothing of it is merged");

        var plan = await RunAsync(world, web, command with { BinaryPackages = BinaryPackages.Of(KeptPackages.Kept, new TakenPackages(PackageSupply.Remote)) });
        plan.Packages.Should().ContainSingle().Which.Origin.Should().Be(PackageOrigin.Source);
        world.Events.OfType<UnpatchedFound>().Select(found => found.Package.ToString()).Distinct().Should().Equal("app-misc/thing-1");
        File.ReadAllText((world.Root.Path / "etc/thing").Value).Should().Be($"aware of {world.Root}\n");
    }

    [FactNeeding(Need.Portage, Need.Root, "python3", "wget")]
    public async Task A_package_of_a_binhost_with_functions_as_patched_is_merged()
    {
        using var builder = World(Before);
        Patch(builder);
        await builder.RunAsync("app-misc/thing");
        await new Publication(builder.Folder / "packages", builder.Folder / "served").RunAsync(DateTimeOffset.UtcNow, CancellationToken.None);
        using var web = new WebFolder((builder.Folder / "served").Value);
        using var world = World(Before);
        Patch(world);

        var plan = await RunAsync(world, web, world.Command("app-misc/thing") with { BinaryPackages = BinaryPackages.Of(KeptPackages.None, new TakenPackages(PackageSupply.RemoteFirstOnly)) });

        plan.Packages.Should().ContainSingle().Which.Origin.Should().Be(PackageOrigin.Binary);
        File.ReadAllText((world.Root.Path / "etc/thing").Value).Should().Be($"aware of {world.Root}\n");
    }

    private static async Task<EmergePlan> RunAsync(PortageWorld world, WebFolder web, EmergeCommand command) =>
        await new PortageEmerge(await world.SettingsAsync() with { Scale = new BuildScale { Binhosts = [BinhostAddress.Parse(web.Address)] } })
            .RunAsync(command, new Listener(world.Events), CancellationToken.None);

    private static PortageWorld World(string eclass)
    {
        var world = new PortageWorld();
        world.Write("tree/eclass/thing.eclass", eclass);
        world.Ebuild("app-misc/thing-1", "inherit thing\npkg_preinst() { mkdir -p \"${ED}/etc\" && enewthing > \"${ED}/etc/thing\" || die; }");
        return world;
    }

    private static void Patch(PortageWorld world)
    {
        world.Write("front/profiles/repo_name", "front");
        world.Write("front/metadata/layout.conf", "masters = tiny");
        world.Write("front/eclass/thing.eclass", After);
        world.Write("repos.conf", $"[DEFAULT]\nmain-repo = tiny\n[tiny]\nlocation = {world.Folder / "tree"}\neclass-overrides = front\n[front]\nlocation = {world.Folder / "front"}\n");
    }

    private sealed class Listener(List<EmergeEvent> events) : IProgress<EmergeEvent>
    {
        public void Report(EmergeEvent value) => events.Add(value);
    }
}
