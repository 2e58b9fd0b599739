using System.Collections.Immutable;
using System.Text;
using Stage3.Eclasses.Diffs;
using Stage3.Eclasses.Series;
using Stage3.Linux;
using Stage3.Linux.Processes;
using Stage3.Testing;

namespace Stage3.Eclasses.Tests;

/// <summary>The patched eclass in a shell of its own, with programs that write down how they were called.</summary>
public sealed class PatchedEclassTests : IDisposable
{
    private readonly Scratch scratch = new();

    public PatchedEclassTests()
    {
        var patch = PatchSeries.Load(HostPath.Parse(ProjectRoot.File("patches"))).For("user.eclass").Single();
        scratch.Write("user.eclass", Encoding.UTF8.GetString(PatchApplier.Apply(Encoding.UTF8.GetBytes(Eras.Early), patch.Change).Result!));
        Directory.CreateDirectory(scratch["root/etc"]);
    }

    public void Dispose() => scratch.Dispose();

    [Theory]
    [InlineData("unset ROOT")]
    [InlineData("ROOT=")]
    [InlineData("ROOT=/")]
    [InlineData("ROOT=//")]
    public async Task On_the_running_system_programs_get_the_arguments_that_the_eclass_gave(string root)
    {
        Tool("groupadd", "");
        Tool("useradd", "");
        Tool("getent", "exit 2");

        await BashAsync($"{root}; enewgroup g 300; enewuser u 301 -1 /proc g");

        Calls.Where(call => !call.StartsWith("getent")).Should().Equal("groupadd -r -g 300 g", "useradd -r -s /bin/false -u 301 -g g -d /proc u");
    }

    [Theory]
    [InlineData("")]
    [InlineData("/")]
    [InlineData("//")]
    public async Task Elsewhere_programs_get_the_prefix_once_and_without_its_slash(string slashes)
    {
        Tool("groupadd", "");

        await BashAsync($"ROOT={scratch["root"]}{slashes}; enewgroup g; groupadd --prefix /x h; groupadd -P /y i");

        Calls.Should().Equal($"groupadd --prefix {scratch["root"]} -r g", "groupadd --prefix /x h", "groupadd -P /y i");
    }

    [Theory]
    [InlineData("0 1 2 3 4 5 6", "/")]
    [InlineData("7 8", "")]
    public async Task In_every_EAPI_accounts_are_asked_for_and_made_in_root_as_that_EAPI_writes_it(string eapis, string slash)
    {
        foreach (var tool in new[] { "useradd", "usermod", "groupadd" }) Tool(tool, "");
        Tool("getent", "echo host:x:1:");
        scratch.Write("root/etc/passwd", "u:x:301:302::/:/bin/false\n");
        scratch.Write("root/etc/group", "");

        await BashAsync($$"""
            ROOT={{scratch["root"]}}{{slash}}
            for EAPI in {{eapis}}; do
                [[ $(egetent passwd u) == u:* && -z $(egetent group host) ]] || echo "getent of EAPI ${EAPI} asks the host" >> {{scratch["calls"]}}
                enewgroup "g${EAPI}"; enewuser "u${EAPI}" 400 -1 /dev/null; esethome u /h
            done
            """);

        Calls.Should().Equal(eapis.Split(' ').SelectMany(eapi => new[]
        {
            $"groupadd --prefix {scratch["root"]} -r g{eapi}",
            $"useradd --prefix {scratch["root"]} -r -s /bin/false -u 400 -d /dev/null u{eapi}",
            $"usermod --prefix {scratch["root"]} -d /h u",
        }));
        Directory.Exists(scratch["root/dev/null"]).Should().BeFalse();
    }

    [FactNeeding(Need.Root, "groupadd", "useradd")]
    public async Task With_the_machines_own_shadow_many_at_once_lose_nothing()
    {
        scratch.Write("root/etc/passwd", "root:x:0:0:root:/root:/bin/bash\n");
        scratch.Write("root/etc/group", "root:x:0:\n");
        var host = await File.ReadAllTextAsync("/etc/group");

        (await BashAsync($"ROOT={scratch["root"]}; for i in {{1..8}}; do (enewgroup g$i || echo failed $i; enewuser u$i -1 -1 /dev/null g$i || echo failed $i) & done; wait")).Should().BeEmpty();

        Lines("group").Should().HaveCount(9);
        Lines("passwd").Should().HaveCount(9);
        Lines("passwd").Select(line => line.Split(':')[2]).Should().OnlyHaveUniqueItems();
        (await File.ReadAllTextAsync("/etc/group")).Should().Be(host);
    }

    [Fact]
    public async Task In_phases_in_which_root_means_nothing_the_host_is_asked()
    {
        Tool("getent", "echo host");

        (await BashAsync($"ROOT={scratch["root"]} EBUILD_PHASE=install; getent passwd x")).Should().Be("host\n");
    }

    [Fact]
    public async Task A_program_that_finds_shadows_locks_taken_is_run_again_and_other_failures_are_not()
    {
        Tool("groupadd", $"[[ $(wc -l < {scratch["calls"]}) -ge 3 ]] || {{ echo 'groupadd: cannot lock /etc/group; try again later.' >&2; exit 10; }}");
        Tool("useradd", "echo 'useradd: cannot open /etc/passwd' >&2; exit 1");

        (await BashAsync($"ROOT={scratch["root"]}; groupadd g; echo $?; useradd u 2>&1; echo $?")).Should().Be("0\nuseradd: cannot open /etc/passwd\n1\n");

        Calls.Count(call => call.StartsWith("groupadd")).Should().Be(3);
        Calls.Count(call => call.StartsWith("useradd")).Should().Be(1);
    }

    [Fact]
    public async Task A_chroot_into_root_and_an_option_that_asks_for_one_are_done_from_outside()
    {
        Tool("groupadd", "");
        Tool("chown", "");
        Tool("chroot", "");
        scratch.Write("root/etc/passwd", "root:x:0:0:root:/root:/bin/bash\nu:x:301:302::/:/bin/false\n");

        (await BashAsync($"""
            ROOT={scratch["root"]}/
            groupadd -R $ROOT -r a; groupadd -r --root=$ROOT b; groupadd --root /x c
            chroot $ROOT groupadd -r d; chroot $ROOT getent passwd u; chroot $ROOT chown u /home/u; chroot $ROOT ls; chroot /x groupadd e
            ROOT=/; groupadd -R / f
            """)).Should().Be("u:x:301:302::/:/bin/false\n");

        var root = scratch["root"];
        Calls.Should().Equal(
            $"groupadd --prefix {root} -r a", $"groupadd --prefix {root} -r b", "groupadd --root /x c", $"groupadd --prefix {root} -r d",
            $"chown -- 301 {root}/home/u", $"chroot {root}/ ls", "chroot /x groupadd e", "groupadd -R / f");
    }

    [Fact]
    public async Task Without_prefix_in_shadow_all_four_files_are_written_together_and_no_lock_stays()
    {
        OldShadow();

        await BashAsync($"""
            ROOT={scratch["root"]} SOURCE_DATE_EPOCH=864000
            enewgroup g; enewgroup extra 400; enewuser u 301 -1 /dev/null g,extra
            usermod -d /var/lib/u -c 'a comment' -L u
            """);

        Lines("passwd").Should().Equal("u:x:301:999:a comment:/var/lib/u:/bin/false");
        Lines("group").Should().Equal("g:x:999:", "extra:x:400:u");
        Lines("shadow").Should().Equal("u:!:10::::::");
        Lines("gshadow").Should().Equal("g:!::", "extra:!::u");
        Directory.GetFiles(scratch["root/etc"]).Select(Path.GetFileName).Order().Should().Equal("group", "gshadow", "passwd", "shadow");
        Directory.Exists(scratch["root/dev/null"]).Should().BeFalse();
    }

    [Fact]
    public async Task Without_prefix_many_at_once_lose_nothing_and_the_lock_of_a_dead_process_is_passed_over()
    {
        OldShadow();
        scratch.Write("root/etc/passwd", "");
        scratch.Write("root/etc/group", "");
        scratch.Write("root/etc/group.lock", "4194999\0");

        await BashAsync($"ROOT={scratch["root"]}; for i in {{1..12}}; do groupadd -r g$i & done; wait");

        Lines("group").Should().HaveCount(12);
        Lines("group").Select(line => line.Split(':')[2]).Should().OnlyHaveUniqueItems();
    }

    [Fact]
    public async Task Without_prefix_an_account_that_is_there_is_refused_as_shadow_refuses_it()
    {
        OldShadow();
        scratch.Write("root/etc/passwd", "root:x:0:0:root:/root:/bin/bash\n");
        scratch.Write("root/etc/group", "root:x:0:\n");

        (await BashAsync($"ROOT={scratch["root"]}; useradd root 2>&1; echo $?; useradd -g nobody u 2>&1; echo $?; useradd -u 0 -N u 2>&1; echo $?"))
            .Should().Be($"user 'root' already exists in {scratch["root"]}\n9\ngroup 'nobody' does not exist in {scratch["root"]}\n6\nUID 0 is not unique in {scratch["root"]}\n4\n");
        Lines("passwd").Should().Equal("root:x:0:0:root:/root:/bin/bash");
    }

    [Fact]
    public async Task The_wrappers_work_from_a_saved_environment()
    {
        Tool("groupadd", "");
        await BashAsync($"declare -f > {scratch["environment"]}");

        await BashAsync($"ROOT={scratch["root"]}; enewgroup g", source: "environment");

        Calls.Should().Equal($"groupadd --prefix {scratch["root"]} -r g");
    }

    [Fact]
    public async Task A_name_known_to_the_host_alone_is_no_owner_for_a_path_of_root()
    {
        Tool("chown", "");
        scratch.Write("root/etc/passwd", "root:x:0:0:root:/root:/bin/bash\nu:x:301:302::/:/bin/false\n");
        scratch.Write("root/etc/group", "g:x:303:\n");

        (await BashAsync($"cd {scratch["root"]}; ROOT=$PWD; chown daemon $ROOT/x 2>&1; echo $?; chown -R u:g $ROOT//y; chown u: z; chown u.g z; chown 7:g z; chown daemon /elsewhere"))
            .Should().Be($"invalid user: 'daemon' is not in ROOT={scratch["root"]}\n1\n");
        Calls.Should().Equal($"chown -R -- 301:303 {scratch["root"]}//y", "chown -- 301:302 z", "chown -- 301:303 z", "chown -- 7:303 z", "chown -- daemon /elsewhere");
    }

    [FactNeeding("shellcheck")]
    public async Task Shellcheck_has_nothing_to_say_of_the_added_lines()
    {
        var patch = PatchSeries.Load(HostPath.Parse(ProjectRoot.File("patches"))).For("user.eclass").Single();
        scratch.Write("added.bash", "# shellcheck shell=bash disable=SC2034,SC2154\n" + string.Concat(
            patch.Change.Hunks[0].Lines.Where(line => line.Kind == HunkLineKind.Added).Select(line => Encoding.UTF8.GetString(line.Content.Span))));

        await new ChildProcess("shellcheck", ["--severity=warning", scratch["added.bash"]]).RunAsync(CancellationToken.None);
    }

    private ImmutableArray<string> Calls => File.Exists(scratch["calls"]) ? [.. File.ReadLines(scratch["calls"])] : [];

    private string[] Lines(string file) => File.ReadAllLines(scratch[$"root/etc/{file}"]);

    private void OldShadow()
    {
        foreach (var tool in new[] { "useradd", "usermod", "groupadd" })
            Tool(tool, $"[[ $1 != --help ]] || exit 0; echo \"{tool}: unrecognized option '--prefix'\" >&2; exit 2");
    }

    private void Tool(string name, string body) => File.SetUnixFileMode(
        scratch.Write($"bin/{name}", $"#!/bin/bash\necho \"${{0##*/}} $*\" >> {scratch["calls"]}\n{body}\n"),
        UnixFileMode.UserRead | UnixFileMode.UserExecute | UnixFileMode.UserWrite);

    private Task<string> BashAsync(string script, string source = "user.eclass") => new ChildProcess("bash", [
        "--norc", "-c", $"die() {{ echo \"died: $*\" >&2; exit 1; }}; EBUILD_PHASE=setup; source {scratch[source]}\n{script}"])
    {
        Environment = ChildEnvironment.Clean.With("PATH", $"{scratch["bin"]}:{ChildEnvironment.StandardPath}"),
    }.CaptureAsync(CancellationToken.None);
}
