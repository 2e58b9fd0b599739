using Stage3.Embedded.Phases;
using Stage3.Emerge.Guard;
using Stage3.Testing;

namespace Stage3.Embedded.Tests.Phases;

public class IsolationTests
{
    [TheoryNeeding(Need.Root)]
    [InlineData("groupadd -r daemons || die", "group", "groupadd -r daemons")]
    [InlineData("groupadd -r daemons", "group", "groupadd -r daemons")]
    [InlineData("useradd -r daemon2 || true", "passwd", "useradd -r daemon2")]
    [InlineData("useradd --prefix / -r daemon2", "passwd", "useradd --prefix / -r daemon2")]
    [InlineData("groupadd --prefix '' -r daemons", "group", "groupadd --prefix  -r daemons")]
    [InlineData("usermod -s /bin/sh root", "passwd", "usermod -s /bin/sh root")]
    [InlineData("echo 'root:secret' | chpasswd", "passwd", "chpasswd ")]
    [InlineData("/usr/sbin/groupadd daemons || true", "account", "/etc/.pwd.lock was taken by a tool that was not found through PATH")]
    [InlineData("sed -i s/root/toor/ /etc/group", "group", "/etc/group was replaced")]
    public async Task A_change_of_the_build_hosts_accounts_is_named_and_reaches_neither_host_nor_root(string call, string file, string named)
    {
        using var world = new PhaseWorld();
        var before = File.ReadAllText((world.Root / "etc/group").Value);
        var build = () => HostGuard.ThisMachine.WatchAsync(_ => world.Build("sys-apps/dbus-1",
            $"EAPI=8\nSLOT=0\nS=${{WORKDIR}}\npkg_setup() {{ {call}; }}\n"), CancellationToken.None);
        var thrown = (await build.Should().ThrowAsync<HostAccountsException>()).Which;
        thrown.Message.Should().StartWith($"dbus's pkg_setup tried to change the build host's {file} file: user.eclass is not ROOT-aware; run PatchEclass\n")
            .And.Contain("to do: run the target PatchEclass, ");
        thrown.Calls.Should().Equal(named);
        File.ReadAllText((world.Root / "etc/group").Value).Should().Be(before);
    }

    [FactNeeding(Need.Root, "groupadd", "useradd")]
    public async Task Accounts_made_in_ROOT_are_seen_at_once()
    {
        using var world = new PhaseWorld();
        var built = await HostGuard.ThisMachine.WatchAsync(_ => world.Build("sys-apps/dbus-1", """
            EAPI=8
            SLOT=0
            S=${WORKDIR}
            pkg_setup() {
                groupadd --prefix "${ROOT}" -r -g 777 fresh || die
                useradd -P "${ROOT}" -r -M -N -u 778 -g fresh fresh || die
            }
            src_install() {
                touch file
                insinto /var
                doins file
                fowners fresh:fresh /var/file
                [[ $(stat -c %u:%g "${ED}/var/file") == 778:777 ]] || die "owner is $(stat -c %u:%g "${ED}/var/file")"
            }
            """), CancellationToken.None);
        File.ReadAllText((world.Root / "etc/passwd").Value).Should().Contain("fresh:x:778:777:");
        File.ReadAllText((world.Root / "etc/shadow").Value).Should().Contain("fresh:!:");
        Directory.GetFiles((world.Root / "etc").Value, "*.lock").Should().BeEmpty();
        built.Package.ToString().Should().Be("sys-apps/dbus-1");
    }

    [FactNeeding(Need.Root, "groupadd")]
    public async Task Packages_that_make_accounts_at_the_same_time_wait_for_each_other()
    {
        using var world = new PhaseWorld();
        await Task.WhenAll(Enumerable.Range(1, 6).Select(number => world.Build($"sys-apps/p{number}-1",
            $"EAPI=8\nSLOT=0\nS=${{WORKDIR}}\npkg_setup() {{ for i in 1 2 3; do groupadd --prefix \"${{ROOT}}\" -r p{number}_$i || die; done; }}\n")));
        File.ReadAllLines((world.Root / "etc/group").Value).Should().HaveCount(20);
    }

    [TheoryNeeding(Need.Root)]
    [InlineData("touch /usr/stage3-was-here", "/usr/stage3-was-here")]
    [InlineData("mkdir -p /var/db/pkg/stage3-was-here", "/var/db/pkg/stage3-was-here")]
    [InlineData("mkdir -p /var/lib/portage/stage3-was-here", "/var/lib/portage/stage3-was-here")]
    [InlineData("echo text > /etc/stage3-was-here", "/etc/stage3-was-here")]
    public async Task The_hosts_own_files_cannot_be_reached(string call, string file)
    {
        using var world = new PhaseWorld();
        await world.Build("app-misc/x-1", $"EAPI=8\nSLOT=0\nS=${{WORKDIR}}\nsrc_install() {{ {call}; }}\n");
        (File.Exists(file) || Directory.Exists(file)).Should().BeFalse();
    }

    [FactNeeding(Need.Root)]
    public async Task Nothing_of_the_callers_environment_leaks_but_proxies()
    {
        Environment.SetEnvironmentVariable("STAGE3_LEAK", "drip");
        Environment.SetEnvironmentVariable("ftp_proxy", "http://proxy.example");
        using var world = new PhaseWorld();
        var built = await world.Build("app-misc/x-1", """
            EAPI=8
            SLOT=0
            S=${WORKDIR}
            src_unpack() { echo "${STAGE3_LEAK-dry} ${ftp_proxy}" > seen; }
            src_install() { insinto /; doins seen; }
            """);
        File.ReadAllText((built.Image / "seen").Value).Should().Be("dry http://proxy.example\n");
        File.ReadAllText(built.Environment.Value).Should().NotContain("proxy.example");
    }

    [Fact]
    public void The_build_hosts_own_root_is_refused()
    {
        using var world = new PhaseWorld();
        var make = () => new PhaseRunner(world.Settings with { Root = Stage3.Linux.HostPath.Parse("/") });
        make.Should().Throw<ArgumentException>().WithMessage("ROOT is '/', the build host itself*");
    }

    [FactNeeding(Need.Root)]
    public async Task A_build_that_is_cancelled_leaves_nothing_running()
    {
        using var world = new PhaseWorld();
        using var stop = new CancellationTokenSource();
        var request = world.Request(world.Ebuild("app-misc/x-1", """
            EAPI=8
            SLOT=0
            S=${WORKDIR}
            src_compile() {
                ( trap '' INT TERM; while :; do touch "${T}/alive"; sleep 0.1; done ) &
                elog ready
                sleep 600
            }
            """));
        var settings = world.Settings with { OnEvent = told => { if (told.Kind == PhaseEventKind.Log) stop.CancelAfter(200); } };
        var build = () => new PhaseRunner(settings).BuildAsync(request, stop.Token);
        await build.Should().ThrowAsync<OperationCanceledException>();
        var alive = (request.BuildFolder / "temp/alive").Value;
        File.Delete(alive);
        await Task.Delay(400);
        File.Exists(alive).Should().BeFalse();
    }
}
