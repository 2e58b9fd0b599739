using Stage3.Embedded.Execution;
using Stage3.Linux;
using Stage3.Testing;

namespace Stage3.Embedded.Tests.Execution;

public sealed class FolderBinTests
{
    [Fact]
    public async Task What_it_takes_has_no_name_at_once_and_is_gone_in_the_end()
    {
        using var scratch = new Scratch();
        var (folder, at) = (HostPath.Parse(scratch["work"]).EnsureFolder(), HostPath.Parse(scratch["bin"]));
        using var bin = new FolderBin(at);
        for (var round = 0; round < 3; round++)
        {
            File.WriteAllText(((folder / "cat/pkg-1").EnsureFolder() / "environment").Value, "x");
            bin.Take(folder / "cat/pkg-1");
            (folder / "cat/pkg-1").IsFolder.Should().BeFalse("the next may be made under the same name");
        }

        bin.Take(folder / "not-there");
        await bin.EmptyAsync();
        at.IsFolder.Should().BeFalse();
    }

    [Fact]
    public async Task What_an_ended_run_left_in_it_goes_first()
    {
        using var scratch = new Scratch();
        var at = HostPath.Parse(scratch["bin"]);
        (at / "0/left").EnsureFolder();
        using var bin = new FolderBin(at);
        at.IsFolder.Should().BeFalse();
        bin.Take(HostPath.Parse(scratch["next"]).EnsureFolder());
        await bin.EmptyAsync();
        at.IsFolder.Should().BeFalse();
    }
}
