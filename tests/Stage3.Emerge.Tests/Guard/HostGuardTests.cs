using Stage3.Emerge.Guard;
using Stage3.Linux;
using Stage3.Testing;

namespace Stage3.Emerge.Tests.Guard;

public class HostGuardTests
{
    private static async Task<HostChangedException> Fails(Scratch host, Func<CancellationToken, Task<int>> work)
    {
        var watch = () => new HostGuard(HostPath.Parse(host.Folder)).WatchAsync(work, CancellationToken.None);
        return (await watch.Should().ThrowAsync<HostChangedException>()).Which;
    }

    private static Scratch Host()
    {
        var host = new Scratch();
        host.Write("etc/passwd", "root:x:0:0:::\n");
        host.Write("etc/group", "root:x:0:\n");
        host.Write("etc/portage/make.conf", "USE=x\n");
        host.Write("etc/hostname", "here\n");
        return host;
    }

    [Fact]
    public async Task An_untouched_host_passes_and_the_result_comes_back()
    {
        using var host = Host();
        var result = await new HostGuard(HostPath.Parse(host.Folder)).WatchAsync(_ =>
        {
            host.Write("etc/hostname", "elsewhere\n");
            return Task.FromResult(42);
        }, CancellationToken.None);
        result.Should().Be(42, "what is not guarded may change");
    }

    [Fact]
    public async Task All_that_changed_appeared_and_vanished_is_listed_at_once()
    {
        using var host = Host();
        var thrown = await Fails(host, _ =>
        {
            host.Write("etc/group", "root:x:0:\nmore:x:1:\n");
            host.Write("var/db/pkg/a/b-1/PF", "b-1\n");
            File.Delete(host["etc/portage/make.conf"]);
            File.SetUnixFileMode(host["etc/passwd"], UnixFileMode.UserRead);
            return Task.FromResult(0);
        });
        thrown.Changes.Select(change => change.ToString().Replace(host.Folder, "", StringComparison.Ordinal)).Should().Equal(
            "/etc/group changed", "/etc/passwd changed", "/etc/portage/make.conf vanished",
            "/var/db/pkg appeared", "/var/db/pkg/a appeared", "/var/db/pkg/a/b-1 appeared", "/var/db/pkg/a/b-1/PF appeared");
        thrown.Message.Should().StartWith("the build host was changed: ").And.Contain("to do: put the files back");
    }

    [Fact]
    public async Task A_failure_of_the_work_is_kept_inside_when_the_host_was_changed_and_thrown_when_not()
    {
        using var host = Host();
        var thrown = await Fails(host, _ =>
        {
            host.Write("etc/group", "");
            throw new InvalidOperationException("work");
        });
        thrown.InnerException.Should().BeOfType<InvalidOperationException>();
        var clean = () => new HostGuard(HostPath.Parse(host.Folder)).WatchAsync<int>(_ => throw new InvalidOperationException("work"), CancellationToken.None);
        await clean.Should().ThrowAsync<InvalidOperationException>().WithMessage("work");
    }

    [Fact]
    public async Task This_machine_can_be_read()
    {
        var snapshot = HostGuard.ThisMachine.Take(CancellationToken.None);
        snapshot.Files.Should().Contain(HostPath.Parse("/etc/passwd"));
        snapshot.ChangesTo(HostGuard.ThisMachine.Take(CancellationToken.None)).Should().BeEmpty();
    }
}
