using Stage3.Emerge.Events;
using Stage3.Emerge.Guard;
using Stage3.Emerge.Plans;
using Stage3.Linux;
using Stage3.Linux.Files;
using Stage3.Testing;

namespace Stage3.Emerge.Tests.Running;

/// <summary>A real Portage on small trees.</summary>
public sealed class PortageEmergeTests
{
    [FactNeeding(Need.Portage, Need.Root, "python3", "unshare")]
    public async Task A_package_is_planned_built_kept_and_merged_with_the_ids_of_the_root()
    {
        using var world = new PortageWorld();
        world.Ebuild("app-misc/kept-1.2", """
            IUSE="+shiny dull"
            src_install() {
            	insinto /etc
            	newins - kept.conf <<< text
            	fowners keeper:keepers /etc/kept.conf
            }
            """);

        var planned = await (await world.EmergeAsync()).PlanAsync(world.Command("app-misc/kept"), CancellationToken.None);
        var plan = await world.RunAsync("app-misc/kept");

        planned.Packages.Should().ContainSingle().Which.Should().Match<PlannedPackage>(
            package => package.Id.ToString() == "app-misc/kept-1.2" && package.Origin == PackageOrigin.Source && package.Repository == "tiny");
        planned.Packages[0].Use.Should().Equal("shiny");
        plan.Packages.Select(package => package.Id).Should().Equal(planned.Packages.Select(package => package.Id));
        using var etc = FolderHandle.Open(world.Root / "etc");
        var status = etc.Status(ByteString.Of("kept.conf"));
        ((uint)status.Uid, (uint)status.Gid).Should().Be((4711u, 4712u), "names are looked up in the root, live");
        Directory.EnumerateFiles((world.Folder / "packages").Value, "kept-1.2*", SearchOption.AllDirectories).Should().NotBeEmpty();
        world.Events.OfType<PackageFinished>().Should().ContainSingle().Which.Should().Match<PackageFinished>(done => done.Done == 1 && done.Total == 1);
        Directory.Exists((world.Folder / "tmp/emerge").Value).Should().BeFalse("nothing is left of the run");
    }

    [FactNeeding(Need.Portage, Need.Root, "python3", "unshare")]
    public async Task A_run_has_the_repositories_that_it_is_given_and_no_others()
    {
        using var world = new PortageWorld();
        world.Ebuild("app-misc/kept-1", "src_install() { insinto /etc; newins - kept <<< text; }");

        await world.RunAsync("app-misc/kept");

        foreach (var log in Directory.EnumerateFiles((world.Folder / "logs").Value, "*.log", SearchOption.AllDirectories))
            (await File.ReadAllTextAsync(log)).Should().NotContain("/var/db/repos/gentoo", "that is the tree of a host that is a Gentoo, in {0}", log);
    }

    [FactNeeding(Need.Portage, Need.Root, "python3", "unshare", "groupadd")]
    public async Task Whoever_would_change_the_hosts_accounts_is_named_with_the_phase_and_nothing_is_changed()
    {
        using var world = new PortageWorld();
        world.Ebuild("app-misc/unaware-1", """
            pkg_setup() { groupadd -r stage3unaware || die "no group"; }
            """);
        var before = HostGuard.ThisMachine.Take(CancellationToken.None);

        var run = () => world.RunAsync("app-misc/unaware");

        var failure = (await run.Should().ThrowAsync<EmergeFailedException>()).Which;
        failure.What.Should().Be("app-misc/unaware-1: unaware's pkg_setup tried to change the build host's accounts: user.eclass is not ROOT-aware; run PatchEclass");
        failure.Where.Should().Contain("groupadd -r stage3unaware").And.Contain("/logs/root/app-misc:unaware-1:");
        before.ChangesTo(HostGuard.ThisMachine.Take(CancellationToken.None)).Should().BeEmpty();
        world.Accounts("group").Should().NotContain(line => line.StartsWith("stage3unaware", StringComparison.Ordinal));
    }

    [FactNeeding(Need.Portage, Need.Root, "python3", "unshare", "groupadd")]
    public async Task Whoever_names_the_root_changes_its_accounts_and_finds_them_at_once()
    {
        using var world = new PortageWorld();
        world.Ebuild("app-misc/aware-1", """
            pkg_preinst() {
            	groupadd --prefix "${ROOT}" -r -g 777 stage3aware || die "no group"
            	chgrp stage3aware "${ED}/etc/aware" || die "not found"
            }
            src_install() { insinto /etc; newins - aware <<< text; }
            """);

        await world.RunAsync("app-misc/aware");

        world.Accounts("group").Should().Contain("stage3aware:x:777:");
        using var etc = FolderHandle.Open(world.Root / "etc");
        ((uint)etc.Status(ByteString.Of("aware")).Gid).Should().Be(777);
    }

    [FactNeeding(Need.Portage, Need.Root, "python3", "unshare")]
    public async Task A_failing_package_is_named_with_the_end_of_its_log_and_what_was_built_before_is_kept()
    {
        using var world = new PortageWorld();
        world.Ebuild("app-misc/sound-1", "src_install() { insinto /etc; newins - sound <<< text; }");
        world.Ebuild("app-misc/broken-1", "RDEPEND=\"app-misc/sound\"\nsrc_compile() { echo 'the cause of it'; false || die 'it broke'; }");
        world.Ebuild("app-misc/late-1", "RDEPEND=\"app-misc/broken\"");

        var run = () => world.RunAsync("app-misc/late");

        var failure = (await run.Should().ThrowAsync<EmergeFailedException>()).Which;
        failure.Package.ToString().Should().Be("app-misc/broken-1");
        failure.What.Should().Contain("it broke");
        failure.Where.Should().Contain("emerge --root=").And.Contain("/logs/root/app-misc:broken-1:");
        world.Ebuild("app-misc/broken-1", "RDEPEND=\"app-misc/sound\"\nsrc_install() { :; }");
        (await world.RunAsync("app-misc/late")).Packages.Select(package => package.Id.ToString()).Should().Equal("app-misc/broken-1", "app-misc/late-1");
    }

    [FactNeeding(Need.Portage, Need.Root, "python3", "unshare")]
    public async Task What_cannot_be_met_is_said_in_Portages_words_and_nothing_is_run()
    {
        using var world = new PortageWorld();
        world.Ebuild("app-misc/wants-1", "RDEPEND=\"app-misc/not-there\"");

        var run = () => world.RunAsync("app-misc/wants");

        (await run.Should().ThrowAsync<UnresolvedException>()).Which.Message.Should().Contain("app-misc/not-there");
        Directory.Exists((world.Root / "var").Value).Should().BeFalse("pretending leaves the root as it is");
    }

    [FactNeeding(Need.Portage, Need.Root, "python3", "unshare")]
    public async Task Build_tools_are_the_hosts_to_have_and_go_nowhere()
    {
        if (Directory.Exists("/var/db/pkg")) return; // A Gentoo host has a record, which counts.
        using var world = new PortageWorld();
        world.Ebuild("app-misc/tool-1", "src_install() { insinto /usr/share/stage3-tool; newins - tool <<< text; }");
        world.Ebuild("app-misc/user-1", "BDEPEND=\"app-misc/tool\"\nsrc_install() { insinto /etc; newins - user <<< text; }");

        var plan = await world.RunAsync("app-misc/user");

        plan.Packages.Select(package => package.Id.ToString()).Should().Equal("app-misc/user-1");
        plan.ExpectedOfHost.Should().Equal("app-misc/tool-1");
        Directory.Exists("/usr/share/stage3-tool").Should().BeFalse();
    }

    [FactNeeding(Need.Portage, Need.Root, "python3", "unshare")]
    public async Task Cancelling_ends_the_whole_tree_soon_and_running_again_finishes()
    {
        using var world = new PortageWorld();
        world.Ebuild("app-misc/slow-1", $"src_compile() {{ [[ -e {world.Folder}/go ]] || {{ : > {world.Folder}/began; sleep 600; }}; }}");
        using var stop = new CancellationTokenSource();
        var emerge = await world.EmergeAsync();
        var run = emerge.RunAsync(world.Command("app-misc/slow"), new Progress<EmergeEvent>(), stop.Token);
        for (var waited = 0; !File.Exists((world.Folder / "began").Value) && waited < 300; waited++) await Task.Delay(100);

        await stop.CancelAsync();
        var wait = () => run.WaitAsync(TimeSpan.FromSeconds(30));

        await wait.Should().ThrowAsync<OperationCanceledException>();
        Sleeping(world.Folder).Should().BeEmpty();
        world.Write("go", "");
        (await world.RunAsync("app-misc/slow")).Packages.Should().ContainSingle();
    }

    private static IEnumerable<string> Sleeping(HostPath folder) =>
        from process in Directory.GetDirectories("/proc")
        where File.Exists($"{process}/environ")
        where Reads($"{process}/environ").Contains(folder.Value, StringComparison.Ordinal)
        select process;

    private static string Reads(string file)
    {
        try
        {
            return File.ReadAllText(file);
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }
}
