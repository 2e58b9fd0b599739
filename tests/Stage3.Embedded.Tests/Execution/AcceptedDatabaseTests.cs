using Stage3.Linux;
using Stage3.Linux.Processes;
using Stage3.Testing;

namespace Stage3.Embedded.Tests.Execution;

/// <summary>A root that the engine made is one that a real Portage goes on with.</summary>
public sealed class AcceptedDatabaseTests
{
    private const string Phases = "note() {\n\tprintf '%s %s %s|' \"${PF}\" \"${EBUILD_PHASE}\" \"${noted}\" >> \"${ROOT}/order\" || die\n}\npkg_setup() {\n\tnoted=setup\n}\npkg_preinst() {\n\tnote\n}\npkg_prerm() {\n\tnote\n}\npkg_postrm() {\n\tnote\n}\n";

    [FactNeeding(Need.Root, Need.Portage, "python3", "unshare")]
    public async Task A_real_Portage_reads_cleans_unmerges_and_updates_what_the_engine_has_merged()
    {
        using var scratch = new Scratch();
        var world = new MergeWorld(HostPath.Parse(scratch["world"]).EnsureFolder()).Begin();
        world.Add("app/kept-1", Phases, image => Fill(image, "usr/share/kept/same", "usr/share/kept/old", "usr/share/both/kept", "etc/kept"));
        world.Add("app/gone-1.2_p3-r4", Phases, image =>
        {
            Fill(image, "usr/share/gone/a file", "usr/share/both/gone", "etc/gone");
            File.CreateSymbolicLink((image / "usr/share/gone/link").Value, "a file");
            Directory.CreateDirectory((image / "usr/share/gone/empty").Value);
        });
        await world.MergeAsync(CancellationToken.None);
        world.Write("root/var/lib/portage/world", "app/kept\n");

        (await ReadAsync(world, scratch)).Should().Equal(
            "app/gone-1.2_p3-r4 slot 0 eapi 8 phases setup preinst prerm postrm repository main with 10 paths",
            "app/kept-1 slot 0 eapi 8 phases setup preinst prerm postrm repository main with 9 paths");

        (await EmergeAsync(world, scratch, "--depclean", "--pretend", "--verbose")).Should().MatchRegex(@"(?s)All selected packages: =app/gone-1\.2_p3-r4\s.*Number to remove:\s+1\b");
        (world.Root / "usr/share/gone/a file").IsFile.Should().BeTrue("that was to pretend");

        File.Delete((world.Root / "order").Value);
        await EmergeAsync(world, scratch, "--unmerge", "app/gone");
        (world.Root / "var/db/pkg/app/gone-1.2_p3-r4").IsFolder.Should().BeFalse();
        (world.Root / "usr/share/gone").IsFolder.Should().BeFalse();
        (world.Root / "usr/share/both/kept").IsFile.Should().BeTrue();
        (await File.ReadAllTextAsync((world.Root / "order").Value)).Should().Be("gone-1.2_p3-r4 prerm setup|gone-1.2_p3-r4 postrm setup|", "its phases find what the engine has saved");

        world.Add("app/kept-2", Phases, image => Fill(image, "usr/share/kept/same", "usr/share/kept/new", "etc/kept"));
        world.WriteIndex();
        File.Delete((world.Root / "order").Value);
        await EmergeAsync(world, scratch, "--usepkgonly", "--update", "app/kept");
        (await File.ReadAllTextAsync((world.Root / "order").Value)).Should().Be("kept-2 preinst setup|kept-1 prerm setup|kept-1 postrm setup|");
        (world.Root / "usr/share/kept/old").IsFile.Should().BeFalse();
        (world.Root / "usr/share/kept/new").IsFile.Should().BeTrue();
        (await ReadAsync(world, scratch)).Should().Equal("app/kept-2 slot 0 eapi 8 phases setup preinst prerm postrm repository main with 7 paths");

        // And back: what Portage has merged, the engine goes on with.
        world.Add("app/kept-3", Phases, image => Fill(image, "usr/share/kept/same"));
        File.Delete((world.Root / "order").Value);
        File.Delete((world.Packages / "app/gone/gone-1.2_p3-r4-1.gpkg.tar").Value);
        Directory.Delete((world.Packages / "app/gone").Value);
        await world.MergeAsync(CancellationToken.None);
        (await File.ReadAllTextAsync((world.Root / "order").Value)).Should().Be("kept-3 preinst setup|kept-2 prerm setup|kept-2 postrm setup|");
        (await ReadAsync(world, scratch)).Should().Equal("app/kept-3 slot 0 eapi 8 phases setup preinst prerm postrm repository main with 4 paths");
    }

    private static void Fill(HostPath image, params string[] files)
    {
        foreach (var file in files)
        {
            (image / file).Parent.EnsureFolder();
            File.WriteAllText((image / file).Value, $"{file}\n");
        }
    }

    private static async Task<string[]> ReadAsync(MergeWorld world, Scratch scratch)
    {
        var script = ProjectRoot.File("tests/Stage3.Embedded.Tests/Execution/check_database.py");
        var said = await new ChildProcess("python3", "-b", script, scratch["world/config"], world.Root.Value)
        {
            Environment = ChildEnvironment.Clean.WithInherited("PATH", "HOME").With("PYTHONPATH", $"{Need.PortageCheckout}/lib").With("PORTAGE_USERNAME", "root").With("PORTAGE_GRPNAME", "root")
                .With("PORTAGE_REPOSITORIES", await File.ReadAllTextAsync(scratch["world/repos.conf"])),
        }.CaptureAsync(CancellationToken.None);
        return said.Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    private static Task<string> EmergeAsync(MergeWorld world, Scratch scratch, params string[] arguments) =>
        new ChildProcess("unshare", BareEmerge.Arguments(
            Need.PortageCheckout, scratch["world/config"], scratch["world/repos.conf"], world.Root.Value, scratch["portage"],
            [$"PKGDIR={world.Packages}", $"DISTDIR={scratch["distfiles"]}", $"FEATURES={BareEmerge.Features}", "CLEAN_DELAY=0"],
            [$"--root={world.Root}", .. arguments]))
        {
            Environment = ChildEnvironment.Clean.WithInherited("PATH", "HOME"),
        }.CaptureAsync(CancellationToken.None);
}
