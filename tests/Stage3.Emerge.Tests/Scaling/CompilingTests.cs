using Stage3.Emerge.Running;
using Stage3.Emerge.Scaling;
using Stage3.Emerge.Tests.Running;
using Stage3.Testing;

namespace Stage3.Emerge.Tests.Scaling;

/// <summary>A real Portage compiles a few C files elsewhere, or not again.</summary>
public sealed class CompilingTests
{
    // With fallback, a compile that no server takes is done here in silence.
    private const string Files = """
        src_compile() {
        	export DISTCC_FALLBACK=0
        	echo '#define TWO 2' > two.h
        	local n
        	for n in 1 2 3; do
        		printf '#include "two.h"\nint number%d(void) { return %d * TWO; }\n' ${n} ${n} > number${n}.c
        		gcc -O2 -c number${n}.c -o number${n}.o || die "number${n}.c does not compile"
        	done
        	ar rc libnumbers.a number*.o || die
        	printf '%s' "${MAKEOPTS}" > makeopts
        }
        src_install() {
        	insinto /usr/share/numbers
        	doins libnumbers.a makeopts
        }
        """;

    [FactNeeding(Need.Portage, Need.Root, "python3", "gcc", "distccd", "distcc")]
    public async Task Compiles_go_to_the_distcc_hosts()
    {
        using var server = new DistccServer();
        using var world = new PortageWorld();
        world.Ebuild("app-misc/numbers-1", Files);

        await RunAsync(world, new BuildScale { Distcc = Distcc.On([DistccHost.Parse($"127.0.0.1:{server.Port}/4")], pump: false), Make = new MakeJobs(3, 7.5) });

        server.Compiled.Should().Equal(["number1.c", "number2.c", "number3.c"], server.Log);
        (world.Root.Path / "usr/share/numbers/libnumbers.a").IsFile.Should().BeTrue();
        File.ReadAllText((world.Root.Path / "usr/share/numbers/makeopts").Value).Should().Be("-j3 -l7.5");
    }

    [FactNeeding(Need.Portage, Need.Root, "python3", "gcc", "distccd", "distcc", "distcc-pump")]
    public async Task In_pump_mode_headers_go_there_too()
    {
        using var server = new DistccServer();
        using var world = new PortageWorld();
        world.Ebuild("app-misc/numbers-1", Files);

        await RunAsync(world, new BuildScale { Distcc = Distcc.On([DistccHost.Parse($"127.0.0.1:{server.Port}/4")], pump: true) });

        server.Compiled.Should().Equal(["number1.c", "number2.c", "number3.c"], server.Log);
        // Only what came with its headers is preprocessed there.
        server.Log.Should().NotContain("number1.i");
    }

    [FactNeeding(Need.Portage, Need.Root, "python3", "gcc", "ccache")]
    public async Task What_was_compiled_once_comes_from_the_cache()
    {
        using var world = new PortageWorld();
        var scale = new BuildScale { Ccache = new CompilerCache(world.Folder / "ccache", 1) };
        world.Ebuild("app-misc/numbers-1", Files);
        world.Ebuild("app-misc/others-1", Files.Replace("/usr/share/numbers", "/usr/share/others", StringComparison.Ordinal) + "\nsrc_prepare() {\n\tdefault\n\texport CCACHE_NOHASHDIR=1\n}");

        await RunAsync(world, scale);
        var first = Directory.GetFiles((world.Folder / "ccache").Value, "*R", SearchOption.AllDirectories).Length;
        await RunAsync(world, scale, "app-misc/others");
        var second = Directory.GetFiles((world.Folder / "ccache").Value, "*R", SearchOption.AllDirectories).Length;

        first.Should().Be(3, "each object is kept");
        second.Should().Be(3, "the same sources are not compiled again");
    }

    private static async Task RunAsync(PortageWorld world, BuildScale scale, string package = "app-misc/numbers") =>
        await new PortageEmerge(await world.SettingsAsync() with { Scale = scale }).RunAsync(world.Command(package), new Progress<Events.EmergeEvent>(), CancellationToken.None);
}
