using Stage3.Embedded.Phases;
using Stage3.Linux;

namespace Stage3.Embedded.Tests.Phases;

public class EbuildReaderTests
{
    private static async Task<EbuildReading> Read(PhaseWorld world, EbuildSource source) =>
        (await new EbuildReader(world.Base / "work").ReadAsync([source], CancellationToken.None)).Single();

    [Fact]
    public async Task Values_of_eclasses_are_added_and_exported_phases_count()
    {
        using var world = new PhaseWorld();
        world.Eclass("inner", "DEPEND=\"dev/inner\"\nIUSE=\"inner\"\nEXPORT_FUNCTIONS src_unpack\ninner_src_unpack() { :; }\n");
        world.Eclass("outer", "inherit inner\nRDEPEND=\"dev/outer\"\nPROPERTIES=live\nEXPORT_FUNCTIONS pkg_setup\nouter_pkg_setup() { :; }\n");
        var source = world.Ebuild("app-misc/x-1", "EAPI=8\nRDEPEND=\"\n\tone/first\n\ttwo/second\"\ninherit outer\nSLOT=0\nIUSE=own\nDEPEND=own/dep\nPROPERTIES=interactive\nsrc_compile() { :; }\n");
        var reading = await Read(world, source);
        reading.Errors.Should().BeEmpty();
        reading.Metadata.Should().Contain(new Dictionary<string, string>
        {
            ["RDEPEND"] = "one/first two/second dev/outer",
            ["DEPEND"] = "own/dep dev/inner",
            ["IUSE"] = "own inner",
            ["PROPERTIES"] = "interactive live",
            ["INHERITED"] = "inner outer",
            ["DEFINED_PHASES"] = "compile setup unpack",
            ["EAPI"] = "8",
            ["SLOT"] = "0",
        });
    }

    [Fact]
    public async Task An_override_stands_before_the_trees_own_eclass()
    {
        using var world = new PhaseWorld();
        world.Eclass("user", "DESCRIPTION=tree\n");
        PhaseWorld.Write(world.Base / "overlay/eclass/user.eclass", "DESCRIPTION=overlay\n");
        var source = world.Ebuild("app-misc/x-1", "EAPI=7\ninherit user\nSLOT=0\n");
        (await Read(world, source)).Metadata["DESCRIPTION"].Should().Be("tree");
        var overridden = source with { EclassFolders = source.EclassFolders.Insert(0, world.Base / "overlay/eclass") };
        (await Read(world, overridden)).Metadata["DESCRIPTION"].Should().Be("overlay");
    }

    [Theory]
    [InlineData("EAPI=6\nSLOT=0\n", "EAPI 6 is not supported: EAPI 7 and 8 are")]
    [InlineData("SLOT=0\n", "EAPI 0 is not supported: EAPI 7 and 8 are")]
    [InlineData("EAPI=8\n", "SLOT is not set")]
    [InlineData("EAPI=8\ninherit nowhere\nSLOT=0\n", "inherit: there is no nowhere.eclass in *")]
    [InlineData("EAPI=8\nSLOT=$(sed p)\n", "sed: there is no such program on this machine, nor *")]
    [InlineData("EAPI=8\nSLOT=0\nx=$(die 'in a subshell')\n", "in a subshell")]
    [InlineData("EAPI=8\nSLOT=0\necho loud\n", "it says: loud")]
    [InlineData("EAPI=8\nSLOT=0\nEAPI=7\n", "EAPI is '8' in the ebuild's first lines, and '7' after it was sourced")]
    [InlineData("EAPI=8\nSLOT=0\nf() {\n\tif true; then dohtml x; fi\n}\nsrc_install() { f; }\n", "it calls dohtml, which this engine has not")]
    public async Task What_cannot_be_used_is_refused_with_its_reason(string ebuild, string reason)
    {
        using var world = new PhaseWorld();
        var reading = await Read(world, world.Ebuild("app-misc/x-1", ebuild));
        reading.Errors.First().Should().Match(reason);
        reading.Metadata.Should().BeEmpty();
    }

    [Fact]
    public async Task A_missing_helper_that_no_phase_reaches_does_no_harm()
    {
        using var world = new PhaseWorld();
        var source = world.Ebuild("app-misc/x-1", "EAPI=8\nSLOT=0\nunused() { dohtml x; }\nsrc_install() { einfo 'no dohtml here'; }\n");
        (await Read(world, source)).Errors.Should().BeEmpty();
    }

    [Fact]
    public async Task What_was_read_is_kept_until_an_eclass_changes()
    {
        using var world = new PhaseWorld();
        world.Eclass("e", "DESCRIPTION=one\n");
        var source = world.Ebuild("app-misc/x-1", "EAPI=8\ninherit e\nSLOT=0\n");
        await Read(world, source);
        // Proof that no shell is started: the kept file is changed by hand, and believed.
        var kept = Directory.GetFiles((world.Base / "work/metadata").Value).Single();
        File.WriteAllText(kept, File.ReadAllText(kept).Replace("DESCRIPTION=one", "DESCRIPTION=kept", StringComparison.Ordinal));
        (await Read(world, source)).Metadata["DESCRIPTION"].Should().Be("kept");
        world.Eclass("e", "DESCRIPTION=two\n");
        (await Read(world, source)).Metadata["DESCRIPTION"].Should().Be("two");
    }

    [Fact]
    public async Task Many_ebuilds_are_answered_in_their_order()
    {
        using var world = new PhaseWorld();
        world.Eclass("e", "IUSE=e\n");
        var sources = Enumerable.Range(1, 30).Select(number => world.Ebuild($"app-misc/x-{number}", number % 7 == 0
            ? "EAPI=8\nSLOT=0\ndie seven\n"
            : $"EAPI=8\ninherit e\nSLOT=0\nDESCRIPTION=\"${{PF}} {number}\"\n")).ToList();
        var watch = System.Diagnostics.Stopwatch.StartNew();
        var readings = await new EbuildReader(world.Base / "work").ReadAsync(sources, CancellationToken.None);
        watch.Elapsed.Should().BeLessThan(TimeSpan.FromSeconds(10));
        for (var number = 1; number <= 30; number++)
        {
            var reading = readings[number - 1];
            if (number % 7 == 0) reading.Errors.Should().Equal("seven");
            else reading.Metadata["DESCRIPTION"].Should().Be($"x-{number} {number}");
        }
    }

    [Fact]
    public async Task Nothing_is_left_beside_the_cache()
    {
        using var world = new PhaseWorld();
        await Read(world, world.Ebuild("app-misc/x-1", "EAPI=8\nSLOT=0\n"));
        Directory.GetFileSystemEntries((world.Base / "work").Value).Select(Path.GetFileName)
            .Should().OnlyContain(name => name == "metadata" || name!.StartsWith("phase-library-", StringComparison.Ordinal));
        HostPath.Parse("/nonexistent").IsFolder.Should().BeFalse();
    }
}
