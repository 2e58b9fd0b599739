using System.Collections.Immutable;
using Stage3.Emerge.Commands;
using Stage3.Linux;
using Stage3.Testing;

namespace Stage3.Emerge.Tests.Commands;

public class EmergeCommandTests
{
    private static readonly string[] Roots = ["--root=/r", "--config-root=/c"];

    private static ImmutableArray<string> ProblemsOf(params string[] words)
    {
        EmergeCommand.TryParse(words, out var command, out var problems).Should().BeFalse();
        command.Should().BeNull();
        return problems;
    }

    private static EmergeCommand Command(params string[] packages) =>
        new(RootPath.Parse("/r"), [.. packages.Select(PackageSelector.Parse)]) { ConfigRoot = HostPath.Parse("/c") };

    [Fact]
    public void Arguments_stand_in_one_order_whatever_order_they_were_given_in()
    {
        const string canonical = "emerge --root=/r --config-root=/c --buildpkg --usepkg --update --newuse --oneshot --noconfmem --deep --jobs=4 --keep-going @world sys-apps/dbus";
        EmergeCommand.Parse(["@world", "--noconfmem", "-1uDNbk", "--keep-going", "sys-apps/dbus", "-j4", "--config-root", "/c", "--root", "/r"]).ToString().Should().Be(canonical);
        (Command("@world", "sys-apps/dbus") with
        {
            BinaryPackages = BinaryPackages.Of(KeptPackages.Kept, new TakenPackages(PackageSupply.Local)), Update = true, UseChanges = UseChanges.OfAnyFlag,
            OneShot = true, OfferAgain = true, Dependencies = Dependencies.Deep, Jobs = Jobs.Of(4), KeepGoing = true,
        }).ToString().Should().Be(canonical);
    }

    [Fact]
    public void All_that_is_wrong_is_said_at_once() =>
        ProblemsOf("--root=relative", "--config-root=etc", "--buildpkgonly", "--usepkgonly", "--nodeps", "--deep", "--jobs=0", "--frobnicate", "dbus", "!!sys-apps/dbus").Should().BeEquivalentTo(
        [
            "'--frobnicate' is no option that a stage is built with; known are --autounmask*",
            "--root: 'relative' cannot be a ROOT: it is not absolute",
            "--config-root: 'etc' is not absolute",
            "'dbus' is neither a package atom (category/name) nor a set (@name)",
            "'!!sys-apps/dbus' is neither a package atom (category/name) nor a set (@name)",
            "--buildpkgonly and --usepkgonly contradict each other: the one only builds packages, the other builds none",
            "--nodeps and --deep contradict each other: without dependencies there is nothing for it to do",
            "--jobs takes a whole number from 1 up, not '0'",
        ], options => options.WithStrictOrdering().Using<string>(each => each.Subject.Should().Match(each.Expectation)).WhenTypeIs<string>());

    [Theory]
    [InlineData("--buildpkgonly --getbinpkgonly @world", "--buildpkgonly and --getbinpkgonly contradict*")]
    [InlineData("--rebuilt-binaries @world", "--rebuilt-binaries says how binary packages are taken, and none is*")]
    [InlineData("--usepkg --binpkg-respect-use=y --autounmask --autounmask-use=y @world", "*keeps USE as it is, the other changes it")]
    [InlineData("--autounmask=n --autounmask-write @world", "--autounmask-write says which changes are looked for, and none is: --autounmask is n")]
    [InlineData("--quiet --verbose @world", "--quiet and --verbose contradict*")]
    [InlineData("--newuse --changed-use @world", "--changed-use and --newuse contradict*")]
    [InlineData("--fetchonly --fetch-all-uri @world", "--fetchonly and --fetch-all-uri contradict*")]
    [InlineData("--exclude=>=sys-apps/dbus-1 @world", "--exclude: '>=sys-apps/dbus-1' is not a package's name*")]
    [InlineData("--exclude=sys-apps/dbus::gentoo @world", "--exclude: 'sys-apps/dbus::gentoo' is not a package's name*")]
    [InlineData("--with-bdeps=maybe @world", "--with-bdeps takes y or n, not 'maybe'")]
    [InlineData("--update=y @world", "--update takes no value, and has 'y'")]
    [InlineData("--ignore-soname-deps=0 @world", "--ignore-soname-deps takes y or n, not '0'")]
    [InlineData("--nodeps --ignore-soname-deps=n @world", "--nodeps and --ignore-soname-deps contradict each other*")]
    [InlineData("--nobindeps @world", "--nobindeps says how binary packages are taken, and none is*")]
    [InlineData("--nodeps --rebuild-if-unbuilt @world", "--nodeps and --rebuild-if-unbuilt contradict each other*")]
    [InlineData("--rebuild-exclude=>=a/b-1 @world", "--rebuild-exclude: '>=a/b-1' is not a package's name*")]
    [InlineData("--root-deps=all @world", "--root-deps takes nothing or rdeps, not 'all'")]
    [InlineData("--load-average=-1 @world", "--load-average takes a number above 0, not '-1'")]
    [InlineData("--update", "nothing is asked for*")]
    [InlineData("--resume @world", "--resume and packages contradict each other: the list that is resumed has its own")]
    [InlineData("--skipfirst", "--skipfirst means the first of a list that is resumed, and none is: --resume is missing")]
    [InlineData("--emptytree --noreplace @world", "--emptytree and --noreplace contradict*")]
    [InlineData("--jobs-tmpdir-require-free-gb=-1 @world", "--jobs-tmpdir-require-free-gb takes a whole number from 0 up, not '-1'")]
    [InlineData("-z @world", "'-z' is no option*")]
    public void A_contradiction_or_a_value_that_cannot_be_is_named(string words, string problem) =>
        ProblemsOf([.. Roots, .. words.Split(' ')]).Should().ContainSingle().Which.Should().Match(problem);

    [Fact]
    public void Without_roots_nothing_is_run() =>
        ProblemsOf("@world").Should().Equal(
            "--root is missing: no stage is built into the running system", "--config-root is missing: no stage is built with the running system's configuration");

    [Theory]
    [InlineData("/", "'/' cannot be a ROOT: it is the running system")]
    [InlineData("/x/..", "'/' cannot be a ROOT: it is the running system")]
    [InlineData("a", "'a' cannot be a ROOT: it is not absolute")]
    [InlineData("", "'' cannot be a ROOT: it is not absolute")]
    public void A_root_is_absolute_and_not_the_running_system(string text, string problem)
    {
        var parse = () => RootPath.Parse(text);
        parse.Should().Throw<FormatException>().WithMessage(problem);
    }

    [Fact]
    public void A_root_does_not_lie_inside_a_repository()
    {
        using var scratch = new Scratch();
        scratch.Write("tree/profiles/repo_name", "sample\n");
        var parse = () => RootPath.Parse(scratch["tree/work/root"]);
        parse.Should().Throw<FormatException>().WithMessage($"'{scratch["tree/work/root"]}' cannot be a ROOT: it is inside the ebuild repository {scratch["tree"]}");
        RootPath.Parse(scratch["treeroot"]).ToString().Should().Be(scratch["treeroot"], "a neighbour is none of it");
    }

    [Fact]
    public void Numbers_that_cannot_be_are_refused_where_they_are_made()
    {
        Action[] makes =
        [
            () => Jobs.Of(0), () => Jobs.One.UpToLoad(0), () => Jobs.One.UpToLoad(double.PositiveInfinity), () => Jobs.One.UpToLoad(double.NaN), () => DependencyDepth.Of(-1), () => Jobs.One.WithFree(-1),
            () => _ = new FollowedDependencies { Backtrack = -1 },
        ];
        foreach (var make in makes) make.Should().Throw<ArgumentOutOfRangeException>();
        Action contradiction = () => BinaryPackages.Of(KeptPackages.KeptOnly, new TakenPackages(PackageSupply.LocalOnly));
        contradiction.Should().Throw<FormatException>().WithMessage("--buildpkgonly and --usepkgonly contradict each other*");
        foreach (var make in (Action[])[() => _ = Command("@world") with { Resume = Resuming.Rest }, () => _ = Command() with { Resume = Resuming.Rest, Packages = [PackageSelector.Parse("@world")] }])
            make.Should().Throw<FormatException>().WithMessage("--resume and packages contradict each other*");
        foreach (var make in (Action[])[() => _ = Command("@world") with { NoReplace = true, Dependencies = new FollowedDependencies { EmptyTree = true } }, () => _ = Command("@world") with { Dependencies = new FollowedDependencies { EmptyTree = true }, NoReplace = true }])
            make.Should().Throw<FormatException>().WithMessage("--emptytree and --noreplace contradict each other*");
    }
}
