using Stage3.Emerge;
using Stage3.Emerge.Commands;
using Stage3.Linux;
using Stage3.Testing;

namespace Stage3.Embedded.Tests.Execution;

/// <summary>What the embedded engine does not do, and says before anything is in the root.</summary>
public sealed class RefusedCommandTests
{
    private const string Before = "enewthing ()\n{\n    echo unaware\n}\n";
    private const string After = "enewthing ()\n{\n    echo \"aware of ${ROOT}\"\n}\n";
    private static readonly Action<HostPath> File = image => System.IO.File.WriteAllText((image / "thing").Value, "text");

    [FactNeeding(Need.Root)]
    public async Task A_package_with_functions_as_before_the_patch_is_refused_by_name_and_nothing_is_merged()
    {
        using var scratch = new Scratch();
        var world = Patched(scratch);
        world.Add("app/sound-1", "", File);
        world.Add("app/thing-1", Before + "pkg_preinst() { enewthing; }\n", File);

        var merge = () => world.MergeAsync(CancellationToken.None);

        (await merge.Should().ThrowAsync<UnresolvedException>())
            .WithMessage("*app/thing-1::main (binary): thing-1-1.gpkg.tar was built with thing.eclass as before the patch: enewthing\n*");
        world.Events.Should().BeEmpty();
        Directory.GetFileSystemEntries(world.Root.Value).Select(Path.GetFileName).Should().Equal("etc");
    }

    [FactNeeding(Need.Root)]
    public async Task A_package_with_functions_as_patched_is_merged()
    {
        using var scratch = new Scratch();
        var world = Patched(scratch);
        world.Add("app/thing-1", After + "pkg_preinst() { enewthing; }\n", File);

        await world.MergeAsync(CancellationToken.None);

        (world.Root / "thing").IsFile.Should().BeTrue();
    }

    [Fact]
    public async Task A_list_to_resume_is_refused_with_what_to_do_instead()
    {
        using var scratch = new Scratch();
        var folder = HostPath.Parse(scratch.Folder);
        var emerge = new EmbeddedEmerge(new EmbeddedSettings
        {
            ReposConf = folder / "repos.conf", PkgDir = folder / "packages", DistDir = folder, Cache = folder, Temporary = folder, Logs = folder,
        });
        var command = new EmergeCommand(RootPath.At(folder / "root"), []) { ConfigRoot = folder, Resume = Resuming.Rest };

        var plan = () => emerge.PlanAsync(command, CancellationToken.None);

        (await plan.Should().ThrowAsync<Stage3Exception>()).WithMessage("*--resume: it keeps no list of what was to be done*once more: what is done already is kept*");
    }

    private static MergeWorld Patched(Scratch scratch)
    {
        var world = new MergeWorld(HostPath.Parse(scratch["world"]).EnsureFolder()).Begin();
        world.Write("tree/eclass/thing.eclass", Before);
        world.Write("front/profiles/repo_name", "front\n");
        world.Write("front/metadata/layout.conf", "masters = main\n");
        world.Write("front/eclass/thing.eclass", After);
        world.Write("repos.conf", $"[DEFAULT]\nmain-repo = main\n\n[main]\nlocation = {scratch["world/tree"]}\neclass-overrides = front\n\n[front]\nlocation = {scratch["world/front"]}\n");
        return world;
    }
}
