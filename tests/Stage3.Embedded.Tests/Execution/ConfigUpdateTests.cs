using Stage3.Emerge.Commands;
using Stage3.Linux;
using Stage3.Linux.Processes;
using Stage3.RootComparison;
using Stage3.Testing;

namespace Stage3.Embedded.Tests.Execution;

/// <summary>What becomes of protected files, as it is asked for: the engine beside a real Portage, through the same updates.</summary>
public sealed class ConfigUpdateTests
{
    private static readonly string[] Files = ["changed", "same", "untouched"];

    [FactNeeding(Need.Root, Need.Portage, "python3", "unshare")]
    public async Task Without_config_protect_if_modified_what_nobody_touched_is_offered_too_and_noconfmem_offers_all_again_as_a_real_Portage_does()
    {
        using var scratch = new Scratch();
        var world = new MergeWorld(HostPath.Parse(scratch["world"]).EnsureFolder()).Begin();
        var theirs = HostPath.Parse(scratch["world/theirs"]);
        world.Write("config/etc/portage/make.conf", "ACCEPT_LICENSE=\"*\"\nFEATURES=\"-config-protect-if-modified\"\n");
        await ShellAsync("cp -a \"$1\" \"$2\"", world.Root, theirs);
        await RoundAsync(world, 1, theirs);
        foreach (var root in new[] { world.Root, theirs })
            await ShellAsync("cd \"$1/etc/config\"; echo mine > changed; rm deleted; ln -sfn mine link-changed; touch -d @1700000001 changed", root);

        await RoundAsync(world, 2, theirs);
        Offered(world.Root).Should().Equal("changed", "deleted", "link", "link-changed", "untouched");
        foreach (var root in new[] { world.Root, theirs }) await ForgetAsync(root);
        await RoundAsync(world, 3, theirs);
        Offered(world.Root).Should().Equal(["deleted"], "who removed a file is always asked");
        foreach (var root in new[] { world.Root, theirs }) await ForgetAsync(root);
        await RoundAsync(world, 4, theirs, offerAgain: true);
        Offered(world.Root).Should().Equal("changed", "deleted", "link", "link-changed", "untouched");
    }

    [FactNeeding(Need.Root)]
    public async Task What_was_offered_before_is_offered_again_with_noconfmem()
    {
        using var scratch = new Scratch();
        var world = new MergeWorld(HostPath.Parse(scratch["world"]).EnsureFolder()).Begin();
        await RoundAsync(world, 1, theirs: null);
        await ShellAsync("echo mine > \"$1/etc/config/changed\"", world.Root);
        await RoundAsync(world, 2, theirs: null);
        Offered(world.Root).Should().Equal("changed");
        await ForgetAsync(world.Root);
        await RoundAsync(world, 3, theirs: null);
        Offered(world.Root).Should().BeEmpty();
        await RoundAsync(world, 4, theirs: null, offerAgain: true);
        Offered(world.Root).Should().Equal("changed");
    }

    // The first has other contents than all that come after it.
    private static async Task RoundAsync(MergeWorld world, int version, HostPath? theirs, bool offerAgain = false)
    {
        // Symlinks lead to what is there already: others a real Portage takes up twice, and by then believes that they were offered.
        var (content, target) = version == 1 ? ("old", "same") : ("new", "untouched");
        world.Add($"app/config-{version}", "", image => ShellAsync(
            $"""
            mkdir -p "$1/etc/config"; cd "$1/etc/config"
            for name in changed deleted untouched; do echo "$name {content}" > "$name"; done
            echo same > same; : > .keep; ln -s {target} link; ln -s {target} link-changed
            """, image).GetAwaiter().GetResult());
        world.WriteIndex();
        Func<EmergeCommand, EmergeCommand> asked = command => command with { OfferAgain = offerAgain };
        await world.MergeAsync(CancellationToken.None, asked: asked);
        Files.Should().OnlyContain(name => (world.Root / "etc/config" / name).IsFile);
        if (theirs is null) return;
        await world.MergeByPortageAsync(theirs, CancellationToken.None, asked);
        Memory(world.Root).Should().Equal(Memory(theirs), "both remember the same updates");
        string.Join('\n', RootListing.OfFolder(world.Root, withTimes: true).DifferencesTo(RootListing.OfFolder(theirs, withTimes: true), AllowedDifferences.OfMerging)).Should().BeEmpty($"nothing differs after round {version}");
    }

    private static string[] Memory(HostPath root) =>
        (root / "var/lib/portage/config") is { IsFile: true } file ? [.. File.ReadAllLines(file.Value).Order(StringComparer.Ordinal)] : [];

    private static IEnumerable<string> Offered(HostPath root) =>
        Directory.GetFileSystemEntries((root / "etc/config").Value, "._cfg????_*").Select(file => Path.GetFileName(file)["._cfg0000_".Length..]).Order(StringComparer.Ordinal);

    private static Task<string> ForgetAsync(HostPath root) => ShellAsync("rm \"$1\"/etc/config/._cfg*", root);

    private static Task<string> ShellAsync(string script, params HostPath[] arguments) =>
        new ChildProcess("bash", ["-euc", script, "bash", .. arguments.Select(argument => argument.Value)]).CaptureAsync(CancellationToken.None);
}
