using Stage3.Linux;
using Stage3.Linux.Processes;
using Stage3.Testing;

namespace Stage3.Embedded.Tests.Execution;

/// <summary>What packages made by chance have found to differ from a real Portage, each by itself.</summary>
public sealed class FoundByChanceTests
{
    [FactNeeding(Need.Root)]
    public async Task A_file_moves_to_a_package_that_forbids_the_older_version_of_its_owner_though_the_newer_comes_later()
    {
        using var scratch = new Scratch();
        var world = new MergeWorld(HostPath.Parse(scratch["world"]).EnsureFolder()).Begin();
        world.Add("app/a-1", "", Nothing);
        world.Add("app/b-1", "", image => Write(image, "usr/moved", "of b"));
        await world.MergeAsync(CancellationToken.None);
        world.Add("app/a-2", "", image => Write(image, "usr/moved", "of a"), more: ("RDEPEND", "!<app/b-2\n"));
        world.Add("app/b-2", "", Nothing, more: ("RDEPEND", "app/a\n"));
        await world.MergeAsync(CancellationToken.None);
        Read(world, "usr/moved").Should().Be("of a");
        Read(world, "var/db/pkg/app/a-2/CONTENTS").Should().Contain("/usr/moved");
        Directory.GetDirectories((world.Root / "var/db/pkg/app").Value).Select(Path.GetFileName).Should().BeEquivalentTo("a-2", "b-2");
    }

    [FactNeeding(Need.Root)]
    public async Task UNINSTALL_IGNORE_keeps_what_a_package_leaves_and_symlinks_that_roots_are_laid_out_by_stay()
    {
        using var scratch = new Scratch();
        var world = new MergeWorld(HostPath.Parse(scratch["world"]).EnsureFolder()).Begin();
        world.Write("config/etc/portage/make.conf", "ACCEPT_LICENSE=\"*\"\nUNINSTALL_IGNORE=\"/usr/kept/* '/usr/a b'\"\n");
        world.Add("app/a-1", "", image =>
        {
            foreach (var path in new[] { "usr/kept/deep/file", "usr/a b", "usr/gone" }) Write(image, path, "1");
            (image / "usr/lib").EnsureFolder();
            File.CreateSymbolicLink((image / "lib").Value, "usr/lib");
            File.CreateSymbolicLink((image / "library").Value, "usr/lib");
        });
        await world.MergeAsync(CancellationToken.None);
        world.Add("app/a-2", "", Nothing);
        await world.MergeAsync(CancellationToken.None);
        foreach (var kept in new[] { "usr/kept/deep/file", "usr/a b", "lib" }) Path.Exists((world.Root / kept).Value).Should().BeTrue($"{kept} stays");
        foreach (var gone in new[] { "usr/gone", "library" }) new FileInfo((world.Root / gone).Value).Exists.Should().BeFalse($"{gone} goes");
    }

    [FactNeeding(Need.Root)]
    public async Task What_packages_protect_in_their_environment_is_protected_for_those_that_come_later()
    {
        using var scratch = new Scratch();
        var world = new MergeWorld(HostPath.Parse(scratch["world"]).EnsureFolder()).Begin();
        world.Write("root/usr/kept/a", "mine");
        world.Write("root/usr/kept/b", "mine");
        world.Add("app/a-1", "", image => Write(image, "etc/env.d/50a", "CONFIG_PROTECT=\"/usr/kept\"\nCONFIG_PROTECT_MASK=\"/usr/kept/b\"\n"));
        world.Add("app/b-1", "", image => { Write(image, "usr/kept/a", "theirs"); Write(image, "usr/kept/b", "theirs"); }, more: ("RDEPEND", "app/a\n"));
        await world.MergeAsync(CancellationToken.None);
        (Read(world, "usr/kept/a"), Read(world, "usr/kept/._cfg0000_a"), Read(world, "usr/kept/b")).Should().Be(("mine", "theirs", "theirs"));

        // In another run env-update has been: profile.env says it.
        world.Write("root/usr/kept/a", "mine again");
        world.Add("app/b-2", "", image => Write(image, "usr/kept/a", "theirs 2"));
        await world.MergeAsync(CancellationToken.None);
        (Read(world, "usr/kept/a"), Read(world, "usr/kept/._cfg0001_a")).Should().Be(("mine again", "theirs 2"));

        // The configuration has the last word.
        world.Write("config/etc/portage/make.conf", "ACCEPT_LICENSE=\"*\"\nCONFIG_PROTECT=\"-/usr/kept\"\n");
        world.Add("app/b-3", "", image => Write(image, "usr/kept/a", "theirs 3"));
        await world.MergeAsync(CancellationToken.None);
        Read(world, "usr/kept/a").Should().Be("theirs 3");
    }

    [FactNeeding(Need.Root)]
    public async Task A_protected_file_that_somebody_touched_stays_when_its_package_goes_and_so_does_a_symlink_to_a_folder()
    {
        using var scratch = new Scratch();
        var world = new MergeWorld(HostPath.Parse(scratch["world"]).EnsureFolder()).Begin();
        world.Add("app/a-1", "", image =>
        {
            foreach (var path in new[] { "etc/touched", "etc/same", "usr/folder/touched" }) Write(image, path, "1");
            File.CreateSymbolicLink((image / "usr/link").Value, "folder");
            File.CreateSymbolicLink((image / "usr/touched-link").Value, "folder");
        });
        await world.MergeAsync(CancellationToken.None);
        await new ChildProcess("touch", "-h", "-d", "@1700000001", (world.Root / "etc/touched").Value, (world.Root / "usr/folder/touched").Value, (world.Root / "usr/touched-link").Value).CaptureAsync(CancellationToken.None);
        world.Add("app/a-2", "", image => Write(image, "usr/folder/other", "2"));
        await world.MergeAsync(CancellationToken.None);
        foreach (var kept in new[] { "etc/touched", "usr/touched-link" }) Path.Exists((world.Root / kept).Value).Should().BeTrue($"{kept} stays");
        foreach (var gone in new[] { "etc/same", "usr/folder/touched", "usr/link" }) Path.Exists((world.Root / gone).Value).Should().BeFalse($"{gone} goes");
    }

    private static void Nothing(HostPath image)
    {
    }

    private static void Write(HostPath image, string path, string text)
    {
        (image / path).Parent.EnsureFolder();
        File.WriteAllText((image / path).Value, text);
    }

    private static string Read(MergeWorld world, string path) => File.ReadAllText((world.Root / path).Value);
}
