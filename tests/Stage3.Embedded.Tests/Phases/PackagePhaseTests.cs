using Stage3.Embedded.Phases;
using Stage3.Linux.Processes;
using Stage3.Testing;

namespace Stage3.Embedded.Tests.Phases;

public class PackagePhaseTests
{
    private const string Ebuild = """
        EAPI=8
        SLOT=0
        inherit greet
        S=${WORKDIR}
        declare -a LIST=( "one two" $'three\nfour' )
        declare -A TABLE=( [key]="it's" )
        helper() { case $1 in +([0-9])) echo "number" ;; *) echo "${LIST[1]}|${TABLE[key]}|${USE}" ;; esac; }
        src_compile() { FROM_COMPILE=yes; }
        pkg_preinst() { COUNT=1; [[ -d ${ED} ]] || die "no image"; }
        pkg_postinst() {
            greet_world
            printf '%s\n' "$(helper x)" "${FROM_COMPILE} ${COUNT} ${MERGE_TYPE} ${REPLACING_VERSIONS} ${EBUILD_PHASE}" > "${ROOT}/seen"
            declare -F src_compile >> "${ROOT}/seen"
            elog "be\nwelcome"
        }
        """;

    [FactNeeding(Need.Root)]
    public async Task Phases_of_a_finished_package_run_from_its_saved_environment()
    {
        using var world = new PhaseWorld();
        world.Eclass("greet", "shopt -s extglob\ngreet_world() { [[ aab == +(a)b ]] || die; }\n");
        var built = await world.Build("app-misc/x-1", Ebuild);
        // Later the tree may be gone: only the environment counts.
        Directory.Delete((world.Base / "tree").Value, recursive: true);
        world.Events.Clear();
        await new PhaseRunner(world.Settings).RunAsync(
            new PackagePhaseRequest(built.Package, built.Environment, [Phase.Setup, Phase.PreInst, Phase.PostInst], built.DefinedPhases, world.Base / "merge one")
            {
                Image = built.Image,
                ReplacingVersions = ["0.9-r1"],
            }, CancellationToken.None);
        File.ReadAllText((world.Root / "seen").Value).Should().Be("three\nfour|it's|amd64 systemd\nyes 1 binary 0.9-r1 postinst\n");
        world.Events.Where(told => told.Kind == PhaseEventKind.Log).Select(told => told.Text).Should().Equal("be", "welcome");
        world.Events.Where(told => told.Kind == PhaseEventKind.Started).Select(told => told.Phase).Should().Equal(Phase.PreInst, Phase.PostInst);
    }

    [FactNeeding(Need.Root)]
    public async Task Functions_of_an_environment_do_not_take_the_place_of_the_librarys_own()
    {
        using var world = new PhaseWorld();
        var built = await world.Build("app-misc/x-1", "EAPI=8\nSLOT=0\nS=${WORKDIR}\npkg_postinst() { elog \"welcome\"; }\n");
        File.AppendAllText(built.Environment.Value, "elog () \n{ \n    die \"another's\"\n}\n");
        world.Events.Clear();
        await new PhaseRunner(world.Settings).RunAsync(
            new PackagePhaseRequest(built.Package, built.Environment, [Phase.PostInst], built.DefinedPhases, world.Base / "merge"), CancellationToken.None);
        world.Events.Where(told => told.Kind == PhaseEventKind.Log).Select(told => told.Text).Should().Equal("welcome");
    }

    [FactNeeding(Need.Root)]
    public async Task The_saved_environment_holds_what_phases_need_and_no_folder_of_the_build()
    {
        using var world = new PhaseWorld();
        world.Eclass("greet", "shopt -s extglob\ngreet_world() { :; }\n");
        var built = await world.Build("app-misc/x-1", Ebuild);
        var text = File.ReadAllText(built.Environment.Value);
        text.Should().Contain("declare -x PF=\"x-1\"").And.Contain("declare -x USE=\"amd64 systemd\"").And.Contain("pkg_postinst ()")
            .And.Contain("greet_world ()").And.Contain("declare -x CFLAGS=\"-O2 -pipe\"").And.Contain("INHERITED=\"greet\"");
        text.Should().NotContain(world.Base.Value).And.NotContain("__stage3_").And.NotContain("src_compile ()").And.NotContain("dobin ()")
            .And.NotContain("declare -r").And.NotContain("BASH_").And.NotContain("PATH=");
        await new ChildProcess("bash", "-O", "extglob", "-c", "set -e; source \"$1\"; [[ $PF == x-1 ]]", "x", built.Environment.Value).RunAsync(CancellationToken.None);
    }

    [FactNeeding(Need.Root, Need.Portage, "python3")]
    public async Task A_real_Portage_can_read_the_saved_environment()
    {
        using var world = new PhaseWorld();
        world.Eclass("greet", "greet_world() { :; }\n");
        var built = await world.Build("app-misc/x-1", Ebuild.Replace("+([0-9])", "[0-9]", StringComparison.Ordinal));
        // What its ebuild.sh does first with an environment.bz2: take out what is its own, then source the rest.
        var filtered = await (new ChildProcess("python3", "-b", Path.Combine(Need.PortageCheckout, "bin", "filter-bash-environment.py"), "(D|ROOT|T|EBUILD_PHASE)")
        {
            StandardInput = File.ReadAllText(built.Environment.Value),
        }).CaptureAsync(CancellationToken.None);
        var said = await new ChildProcess("bash", "-c", $"{filtered}\necho \"${{PF}} ${{LIST[1]}} ${{TABLE[key]}}\"; declare -F pkg_postinst greet_world").CaptureAsync(CancellationToken.None);
        said.Should().Be("x-1 three\nfour it's\npkg_postinst\ngreet_world\n");
    }

    [Fact]
    public async Task A_package_without_the_phases_at_hand_starts_no_shell()
    {
        using var world = new PhaseWorld();
        var request = new PackagePhaseRequest(Stage3.Portage.Names.PackageId.Parse("a/b-1"), world.Base / "there is no such file", [Phase.PostInst], ["compile"], world.Base / "m");
        await new PhaseRunner(world.Settings).RunAsync(request, CancellationToken.None);
        Directory.Exists((world.Base / "m").Value).Should().BeFalse();
    }

    [FactNeeding(Need.Root)]
    public async Task A_phase_that_dies_names_itself_its_reason_and_the_end_of_its_log()
    {
        using var world = new PhaseWorld();
        var built = await world.Build("app-misc/x-1", "EAPI=8\nSLOT=0\nS=${WORKDIR}\npkg_postinst() { for i in {1..30}; do echo line $i; done; (die \"in a subshell\"); echo never; }\n");
        var run = () => world.Run(built, Phase.PostInst);
        var thrown = (await run.Should().ThrowAsync<PhaseFailedException>()).Which;
        thrown.Message.Should().StartWith("app-misc/x-1: pkg_postinst failed: in a subshell");
        thrown.Phase.Should().Be(Phase.PostInst);
        thrown.LastLines.Should().HaveCount(20).And.Contain("line 30").And.NotContain("line 1");
        File.ReadAllText(thrown.Log.Value).Should().Contain("line 1\n").And.NotContain("never");
    }

    [FactNeeding(Need.Root)]
    public async Task Programs_that_are_missing_on_this_machine_do_not_stop_a_finished_package()
    {
        using var world = new PhaseWorld();
        var built = await world.Build("app-misc/x-1", "EAPI=8\nSLOT=0\nS=${WORKDIR}\npkg_postinst() { gentoo-only-tool; :; }\n");
        await world.Run(built, Phase.PostInst);
        world.Events.Should().Contain(told => told.Kind == PhaseEventKind.Warning && told.Text.StartsWith("gentoo-only-tool: there is no such program"));
    }
}
