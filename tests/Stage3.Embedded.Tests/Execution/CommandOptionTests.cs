using System.Text.RegularExpressions;
using Stage3.Embedded.Selection;
using Stage3.Emerge.Commands;
using Stage3.Emerge.Events;
using Stage3.Linux;
using Stage3.Portage.Binhosts;
using Stage3.Testing;

namespace Stage3.Embedded.Tests.Execution;

/// <summary>No option of a command is passed over in silence: it is done, or refused or mentioned by name.</summary>
public sealed class CommandOptionTests
{
    private const string Ebuild = "EAPI=8\nDESCRIPTION=test\nSLOT=0\nKEYWORDS=amd64\nS=\"${WORKDIR}\"\nsrc_install() { echo text > thing || die; insinto /usr/share; doins thing; }\n";
    private static readonly Action<HostPath> File = image => System.IO.File.WriteAllText((image / "thing").Value, "text");

    /// <summary>What is done; for the plan, resolver scenarios show it.</summary>
    private static readonly string[] Done =
    [
        "--root", "--config-root", "--pretend", "--buildpkg", "--buildpkgonly", "--buildpkg-exclude", "--usepkg", "--usepkgonly", "--getbinpkg", "--getbinpkgonly",
        "--usepkg-exclude", "--binpkg-respect-use", "--binpkg-changed-deps", "--rebuilt-binaries", "--update", "--changed-use", "--newuse", "--noreplace", "--oneshot", "--noconfmem", "--exclude",
        "--reinstall-atoms", "--nodeps", "--deep", "--onlydeps", "--emptytree", "--with-bdeps", "--root-deps", "--ignore-soname-deps", "--backtrack",
        "--jobs", "--load-average", "--jobs-tmpdir-require-free-gb",
        "--usepkg-include", "--usepkg-exclude-live", "--nobindeps", "--use-ebuild-visibility", "--getbinpkg-include", "--getbinpkg-exclude", "--update-if-installed", "--newrepo", "--changed-slot", "--changed-deps",
        "--onlydeps-with-rdeps", "--onlydeps-with-ideps", "--with-bdeps-auto", "--with-test-deps", "--complete-graph-if-new-use", "--complete-graph-if-new-ver", "--ignore-world",
        "--rebuild-if-new-ver", "--rebuild-if-new-rev", "--rebuild-if-unbuilt", "--rebuild-exclude", "--rebuild-ignore", "--rebuild-if-new-slot", "--ignore-built-slot-operator-deps",
        // Always so: every installed package is kept whole, and what phases print goes to logs.
        "--complete-graph", "--quiet-build",
    ];

    private static readonly Dictionary<string, string[]> Refused = new()
    {
        ["--resume"] = ["--resume"],
        ["--skipfirst"] = ["--resume", "--skipfirst"],
        ["--sysroot"] = ["--sysroot=/elsewhere", "app/thing"],
        ["--fetchonly"] = ["--fetchonly", "app/thing"],
        ["--fetch-all-uri"] = ["--fetch-all-uri", "app/thing"],
        ["--keep-going"] = ["--keep-going", "app/thing"],
        ["--autounmask"] = ["--autounmask", "app/thing"],
        ["--autounmask-keep-keywords"] = ["--autounmask", "--autounmask-keep-keywords", "app/thing"],
        ["--autounmask-keep-masks"] = ["--autounmask", "--autounmask-keep-masks", "app/thing"],
        ["--autounmask-use"] = ["--autounmask", "--autounmask-use=y", "app/thing"],
        ["--autounmask-license"] = ["--autounmask", "--autounmask-license=y", "app/thing"],
        ["--autounmask-backtrack"] = ["--autounmask", "--autounmask-backtrack=y", "app/thing"],
        ["--autounmask-write"] = ["--autounmask", "--autounmask-write", "app/thing"],
        ["--autounmask-continue"] = ["--autounmask", "--autounmask-continue", "app/thing"],
    };

    private static readonly string[] Mentioned = ["--quiet", "--verbose"];

    public static TheoryData<string> RefusedOptions => [.. Refused.Keys];

    [Fact]
    public void Every_option_that_a_command_can_have_is_done_or_refused_or_mentioned()
    {
        EmergeCommand.TryParse(["--unheard-of"], out _, out var problems).Should().BeFalse();
        var known = Regex.Matches(problems.Single(problem => problem.Contains("known are")).Split("known are")[1], "--[a-z-]+").Select(match => match.Value);
        known.Should().BeEquivalentTo([.. Done, .. Refused.Keys, .. Mentioned]);
    }

    [Theory]
    [MemberData(nameof(RefusedOptions))]
    public void What_the_engine_does_not_do_is_refused_by_name(string option)
    {
        var command = Command(Refused[option]);
        var named = option.StartsWith("--autounmask", StringComparison.Ordinal) ? "--autounmask" : option == "--skipfirst" ? "--resume" : option;

        FluentActions.Invoking(() => CommandLimits.Check(command)).Should().Throw<Stage3Exception>().WithMessage($"the embedded engine does not do all that the command asks for: {named}*");
    }

    [Fact]
    public void All_that_is_refused_is_said_at_once() =>
        FluentActions.Invoking(() => CommandLimits.Check(Command(["--keep-going", "--fetchonly", "--sysroot=/elsewhere", "app/thing"])))
            .Should().Throw<Stage3Exception>().WithMessage("*--sysroot=/elsewhere: *; --fetchonly: *; --keep-going: *");

    [Fact]
    public void What_it_does_anyway_is_not_refused() =>
        CommandLimits.Check(Command(["--sysroot=/nowhere/root", "--autounmask=n", "--complete-graph", "--keep-going=n", "--quiet-build", "app/thing"])).Should().NotBeNull();

    [FactNeeding(Need.Root)]
    public async Task Nothing_is_merged_where_only_a_plan_is_asked_for_and_words_that_change_nothing_are_named()
    {
        using var scratch = new Scratch();
        var world = World(scratch);
        world.Add("app/thing-1", "", File);

        var plan = await world.DoAsync(null, ["--pretend", "--verbose", "--usepkgonly", "app/thing"], CancellationToken.None);

        plan.Packages.Select(package => package.Id.ToString()).Should().Equal("app/thing-1");
        Directory.GetFileSystemEntries(world.Root.Value).Select(Path.GetFileName).Should().Equal("etc");
        world.Events.OfType<RunWarning>().Single().Text.Should().StartWith("--verbose changes nothing");
    }

    [Fact]
    public void Needs_of_libraries_that_do_not_count_are_mentioned()
    {
        CommandLimits.Mentions(Command(["--usepkg", "--ignore-soname-deps=n", "app/thing"])).Should().ContainSingle().Which.Should().StartWith("--ignore-soname-deps=n changes nothing without --usepkgonly");
        CommandLimits.Mentions(Command(["--usepkgonly", "--ignore-soname-deps=n", "app/thing"])).Should().BeEmpty();
    }

    [FactNeeding(Need.Root)]
    public async Task What_a_binary_package_requires_of_libraries_must_be_there_where_that_counts()
    {
        using var scratch = new Scratch();
        var world = World(scratch);
        world.Add("app/thing-1", "", File, more: [("REQUIRES", "x86_64: libother.so.1 libc.so.6\n")]);
        world.Add("app/other-1", "", image => System.IO.File.WriteAllText((image / "libother.so.1").Value, "text"), more: [("PROVIDES", "x86_64: libother.so.1\n")]);
        string[] words = ["--oneshot", "--usepkgonly", "--ignore-soname-deps=n", "app/thing"];

        await FluentActions.Awaiting(() => world.DoAsync(null, words, CancellationToken.None)).Should().ThrowAsync<Stage3Exception>().WithMessage("*nothing provides 'x86_64: libc.so.6', required by app/thing-1*");
        world.Write("tree/profiles/default/soname.provided", "x86_64 libc.so.6\n");
        await world.DoAsync(null, words, CancellationToken.None);

        (world.Root / "libother.so.1").IsFile.Should().BeTrue();
        // Now both are installed, and what takes the library away is refused.
        world.Add("app/other-2", "", image => System.IO.File.WriteAllText((image / "libother.so.2").Value, "text"), more: [("PROVIDES", "x86_64: libother.so.2\n")]);
        await FluentActions.Awaiting(() => world.DoAsync(null, ["--oneshot", "--usepkgonly", "--ignore-soname-deps=n", "=app/other-2"], CancellationToken.None))
            .Should().ThrowAsync<Stage3Exception>().WithMessage("*installed app/thing-1 would lose 'app/other with x86_64: libother.so.1'*");
    }

    [FactNeeding(Need.Root)]
    public async Task Packages_that_are_only_built_are_kept_and_nothing_is_in_the_root()
    {
        using var scratch = new Scratch();
        var world = World(scratch);
        world.Write("tree/app/thing/thing-1.ebuild", Ebuild);

        await world.DoAsync(null, ["--buildpkgonly", "app/thing"], CancellationToken.None);

        Kept(world).Should().Equal("thing-1-1.gpkg.tar");
        (world.Root / "usr").IsFolder.Should().BeFalse();
        (world.Root / "var/db/pkg/app/thing-1").IsFolder.Should().BeFalse();
        (world.Root / "var/lib/portage/world").IsFile.Should().BeFalse();
    }

    [FactNeeding(Need.Root)]
    public async Task Of_what_is_left_out_of_keeping_no_package_is_kept()
    {
        using var scratch = new Scratch();
        var world = World(scratch);
        world.Write("tree/app/thing/thing-1.ebuild", Ebuild);
        world.Write("tree/app/other/other-1.ebuild", Ebuild.Replace("thing", "other"));

        await world.DoAsync(null, ["--buildpkg", "--buildpkg-exclude=app/th*", "--oneshot", "app/thing", "app/other"], CancellationToken.None);

        Kept(world).Should().Equal("other-1-1.gpkg.tar");
        (world.Root / "usr/share/thing").IsFile.Should().BeTrue();
    }

    [FactNeeding(Need.Root)]
    public async Task A_binhosts_package_goes_before_another_of_the_same_build_where_that_is_asked_for()
    {
        using var scratch = new Scratch();
        var binhost = World(scratch, "binhost");
        binhost.Add("app/thing-1", "", image => System.IO.File.WriteAllText((image / "thing").Value, "of the binhost, which is older"), time: 1_600_000_000);
        var world = World(scratch);
        world.Add("app/thing-1", "", File);
        var binhosts = new BinhostSet([new BinaryRepository(BinhostAddress.Parse(binhost.Packages.Value))], new BinhostStore(HostPath.Parse(scratch["store"]), []), new Transfers(new TransferPatience()));

        await world.DoAsync(binhosts, ["--oneshot", "--usepkgonly", "app/thing"], CancellationToken.None);
        (await System.IO.File.ReadAllTextAsync((world.Root / "thing").Value)).Should().Be("text");

        await world.DoAsync(binhosts, ["--oneshot", "--getbinpkgonly", "app/thing"], CancellationToken.None);
        (await System.IO.File.ReadAllTextAsync((world.Root / "thing").Value)).Should().StartWith("of the binhost");
    }

    [FactNeeding(Need.Root)]
    public async Task Of_what_the_command_leaves_out_of_fetching_no_binhost_is_asked()
    {
        using var scratch = new Scratch();
        var binhost = World(scratch, "binhost");
        binhost.Add("app/thing-1", "", File);
        var world = World(scratch);
        var binhosts = new BinhostSet([new BinaryRepository(BinhostAddress.Parse(binhost.Packages.Value))], new BinhostStore(HostPath.Parse(scratch["store"]), []), new Transfers(new TransferPatience()));

        await FluentActions.Awaiting(() => world.DoAsync(binhosts, ["--oneshot", "--getbinpkgonly", "--getbinpkg-exclude=app/thing", "app/thing"], CancellationToken.None))
            .Should().ThrowAsync<Stage3Exception>().WithMessage("*getbinpkg-exclude: app/thing*");
        await FluentActions.Awaiting(() => world.DoAsync(binhosts, ["--oneshot", "--getbinpkgonly", "--getbinpkg-include=app/other", "app/thing"], CancellationToken.None))
            .Should().ThrowAsync<Stage3Exception>().WithMessage("*getbinpkg-include does not name it*");
        await world.DoAsync(binhosts, ["--oneshot", "--getbinpkgonly", "--getbinpkg-include=app/*", "app/thing"], CancellationToken.None);

        (world.Root / "thing").IsFile.Should().BeTrue();
    }

    private static string[] Kept(MergeWorld world) =>
        [.. Directory.GetFiles(world.Packages.Value, "*.gpkg.tar", SearchOption.AllDirectories).Select(file => Path.GetFileName(file)!).Order(StringComparer.Ordinal)];

    private static EmergeCommand Command(string[] words) => EmergeCommand.Parse(["--root=/nowhere/root", "--config-root=/nowhere", .. words]);

    private static MergeWorld World(Scratch scratch, string name = "world") => new MergeWorld(HostPath.Parse(scratch[name]).EnsureFolder()).Begin();
}
