using Stage3.Emerge.Commands;
using Stage3.Testing;

namespace Stage3.Emerge.Tests.Running;

/// <summary>A real Portage goes on with the list that a failed run left in the root.</summary>
public sealed class ResumeTests
{
    [FactNeeding(Need.Portage, Need.Root, "python3", "unshare")]
    public async Task What_a_failed_run_left_is_resumed_from_the_package_that_failed()
    {
        using var world = World();
        await FailingAsync(world, world.Command("app-misc/wanting"));

        world.Ebuild("app-misc/broken-1", Wants + Installs);
        var plan = await world.RunAsync(Resumed(world, Resuming.Rest));

        plan.Packages.Select(package => package.Id.ToString()).Should().Equal("app-misc/broken-1", "app-misc/wanting-1");
        Installed(world).Should().Equal("broken", "sound", "wanting");
        (await world.RunAsync(Resumed(world, Resuming.Rest))).Packages.Should().BeEmpty("nothing is left to resume");
    }

    [FactNeeding(Need.Portage, Need.Root, "python3", "unshare")]
    public async Task Its_first_package_can_be_left_out()
    {
        using var world = World();
        await FailingAsync(world, world.Command("app-misc/sound", "app-misc/broken", "app-misc/other") with { Dependencies = Dependencies.None });

        var plan = await world.RunAsync(Resumed(world, Resuming.RestWithoutFirst));

        plan.Packages.Select(package => package.Id.ToString()).Should().Equal("app-misc/other-1");
        Installed(world).Should().Equal("other", "sound");
    }

    private const string Installs = "src_install() { insinto /usr/share/installed; newins - ${PN} <<< text; }";

    private const string Wants = "RDEPEND=\"app-misc/sound\"\n";

    private static PortageWorld World()
    {
        var world = new PortageWorld();
        world.Ebuild("app-misc/sound-1", Installs);
        world.Ebuild("app-misc/broken-1", Wants + "src_compile() { die 'it broke'; }");
        world.Ebuild("app-misc/wanting-1", "RDEPEND=\"app-misc/broken\"\n" + Installs);
        world.Ebuild("app-misc/other-1", Installs);
        return world;
    }

    private static async Task FailingAsync(PortageWorld world, EmergeCommand command)
    {
        var run = () => world.RunAsync(command);
        await run.Should().ThrowAsync<EmergeFailedException>();
        Installed(world).Should().Equal("sound");
    }

    private static EmergeCommand Resumed(PortageWorld world, Resuming resume) => new(world.Root, []) { ConfigRoot = world.Folder / "config", Resume = resume };

    private static IEnumerable<string> Installed(PortageWorld world) =>
        Directory.EnumerateFiles((world.Root.Path / "usr/share/installed").Value).Select(file => Path.GetFileName(file)!).Order(StringComparer.Ordinal);
}
