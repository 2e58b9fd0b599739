using Stage3.Boot;
using Stage3.Linux;
using Stage3.Testing;

namespace Stage3.Tests.Boot;

public sealed class BootTestTests
{
    [Fact]
    public async Task Nothing_to_boot_is_an_error_before_anything_is_fetched()
    {
        using var scratch = new Scratch();

        var run = () => new BootTest(HostPath.Parse(scratch["work"])).RunAsync(HostPath.Parse(scratch["stage.tar.xz"]), CancellationToken.None);

        (await run.Should().ThrowAsync<Stage3Exception>()).WithMessage("there is nothing to boot*stage.tar.xz*");
        Directory.Exists(scratch["work"]).Should().BeFalse();
    }

    [Fact]
    public async Task A_machine_without_package_sources_skips_with_the_reason()
    {
        using var scratch = new Scratch();
        var root = Directory.CreateDirectory(scratch["root"]).FullName;
        var test = new BootTest(HostPath.Parse(scratch["work"])) { AptConfiguration = HostPath.Parse(scratch.Write("apt.conf", $"""
            Dir::Etc::SourceList "{scratch["none"]}";
            Dir::Etc::SourceParts "{scratch["none.d"]}";
            """)) };

        var outcome = await test.RunAsync(HostPath.Parse(root), CancellationToken.None);

        outcome.Should().BeOfType<BootSkipped>().Which.Reason.Should().Contain("qemu or a kernel could not be fetched").And.Contain("qemu-system-x86");
        Directory.Exists(scratch["work/kit"]).Should().BeFalse();
    }
}
