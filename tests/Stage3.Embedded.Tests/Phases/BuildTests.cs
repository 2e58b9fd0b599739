using Stage3.Embedded.Phases;
using Stage3.Testing;

namespace Stage3.Embedded.Tests.Phases;

public class BuildTests
{
    [FactNeeding(Need.Root)]
    public async Task A_package_goes_through_all_its_phases_and_leaves_an_image()
    {
        using var world = new PhaseWorld();
        var built = await world.Build("app-misc/hello-1.2-r3", """
            EAPI=8
            DESCRIPTION="greets"
            SLOT="0/5"
            IUSE="doc"
            S="${WORKDIR}"
            seen=""
            pkg_pretend() { seen+=" pretend"; }
            pkg_setup() { seen+=" setup"; }
            src_unpack() { seen+=" unpack"; echo "#!/bin/sh" > hello; echo text > README; }
            src_prepare() { default; seen+=" prepare"; }
            src_compile() { seen+=" compile"; echo "echo ${CFLAGS}" >> hello; }
            src_install() {
                dobin hello
                insinto /etc/hello
                newins - hello.conf <<< "seen=${seen} install"
                keepdir /var/lib/hello
                dosym -r /usr/bin/hello /bin/hi
                fowners messagebus:messagebus /etc/hello/hello.conf
                fperms 0640 /etc/hello/hello.conf
                einstalldocs
            }
            """);
        File.ReadAllText((built.Image / "etc/hello/hello.conf").Value).Should().Be("seen= setup unpack prepare compile install\n", "pkg_pretend leaves nothing behind");
        File.ReadAllText((built.Image / "usr/bin/hello").Value).Should().Be("#!/bin/sh\necho -O2 -pipe\n");
        File.GetUnixFileMode((built.Image / "usr/bin/hello").Value).Should().Be((UnixFileMode)0b111_101_101);
        new FileInfo((built.Image / "bin/hi").Value).LinkTarget.Should().Be("../usr/bin/hello");
        File.Exists((built.Image / "var/lib/hello/.keep_app-misc_hello-0").Value).Should().BeTrue();
        File.Exists((built.Image / "usr/share/doc/hello-1.2-r3/README").Value).Should().BeTrue();
        built.DefinedPhases.Should().Equal("compile", "install", "prepare", "pretend", "setup", "unpack");
        world.Events.Where(told => told.Kind == PhaseEventKind.Started).Select(told => told.Phase).Should().Equal(
            Phase.Pretend, Phase.Setup, Phase.Unpack, Phase.Prepare, Phase.Configure, Phase.Compile, Phase.Install);
    }

    [FactNeeding(Need.Root)]
    public async Task Empty_folders_go_from_EAPI_8_on_unless_they_are_kept()
    {
        using var world = new PhaseWorld();
        const string ebuild = """

            DESCRIPTION="folders"
            SLOT="0"
            S="${WORKDIR}"
            src_install() { dodir /etc/none/in/there; keepdir /var/kept; }
            """;
        var eight = await world.Build("app-misc/eight-1", "EAPI=8" + ebuild);
        var seven = await world.Build("app-misc/seven-1", "EAPI=7" + ebuild);

        Directory.Exists((eight.Image / "etc").Value).Should().BeFalse();
        Directory.Exists((eight.Image / "var/kept").Value).Should().BeTrue();
        Directory.Exists((seven.Image / "etc/none/in/there").Value).Should().BeTrue();
    }

    [FactNeeding(Need.Root)]
    public async Task A_log_has_both_streams_in_the_order_in_which_they_were_written()
    {
        using var world = new PhaseWorld();
        var built = await world.Build("app-misc/x-1", """
            EAPI=8
            DESCRIPTION="streams"
            SLOT="0"
            S="${WORKDIR}"
            src_compile() { local i; for i in {1..500}; do echo "line ${i} out"; echo "line ${i} err" >&2; done; }
            """);

        var lines = File.ReadLines(built.Log.Value).Where(line => line.StartsWith("line ", StringComparison.Ordinal));
        lines.Should().Equal(Enumerable.Range(1, 500).SelectMany(number => new[] { $"line {number} out", $"line {number} err" }));
    }
}
