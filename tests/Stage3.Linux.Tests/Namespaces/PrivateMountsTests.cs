using Stage3.Linux.Namespaces;
using Stage3.Linux.Processes;
using Stage3.Testing;

namespace Stage3.Linux.Tests.Namespaces;

public class PrivateMountsTests
{
    private static readonly HostPath Etc = HostPath.Parse("/etc");

    private static OverlayMount OverEtc(Scratch scratch) => new(Etc, HostPath.Parse(scratch["odd, path: with \\ all"]).EnsureFolder());

    private static ChildProcess Bash(string script) => new("bash", "-c", "set -e; " + script);

    [FactNeeding(Need.Root)]
    public async Task What_is_written_under_an_overlay_lands_in_its_upper_layer()
    {
        using var scratch = new Scratch();
        var overlay = OverEtc(scratch);
        File.WriteAllText((overlay.Upper.EnsureFolder() / "laid-before").Value, "seen");
        var seen = await new PrivateMounts { Overlays = [overlay] }.Around(Bash("cat /etc/laid-before; echo new > /etc/stage3-new; cat /etc/passwd")).CaptureAsync(CancellationToken.None);
        seen.Should().StartWith("seen").And.Contain("root:x:0:0:");
        overlay.Kind.Should().Be(OverlayKind.Overlay);
        File.ReadAllText((overlay.Written / "stage3-new").Value).Should().Be("new\n");
        File.Exists("/etc/stage3-new").Should().BeFalse();
    }

    [FactNeeding(Need.Root)]
    public async Task Where_an_overlay_is_refused_a_copy_does_and_says_so()
    {
        using var scratch = new Scratch();
        var outer = new OverlayMount(HostPath.Parse(scratch["lower"]).EnsureFolder(), HostPath.Parse(scratch["outer"]));
        // An upper layer that itself lies on an overlay is what containers have, and what the kernel refuses.
        var inner = new OverlayMount(Etc, outer.Folder / "inner");
        var child = new PrivateMounts { Overlays = [inner] }.Around(Bash($"echo new > /etc/stage3-new; cat '{inner.Scratch}/kind'; cat '{inner.Scratch}/copy/stage3-new' /etc/passwd"));
        var seen = await new PrivateMounts { Overlays = [outer] }.Around(child).CaptureAsync(CancellationToken.None);
        seen.Should().StartWith("copy\nnew\n").And.Contain("root:x:0:0:");
        File.Exists("/etc/stage3-new").Should().BeFalse();
    }

    [FactNeeding(Need.Root)]
    public async Task Read_only_holds_but_for_what_stays_writable()
    {
        using var scratch = new Scratch();
        var writable = HostPath.Parse(scratch["stays writable"]).EnsureFolder();
        var mounts = new PrivateMounts { Writable = [writable], ReadOnly = [HostPath.Parse("/"), HostPath.Parse("/no/such/folder")] };
        var child = Bash("pwd; echo yes > here; touch ../not-here || echo refused") with { WorkingFolder = writable };
        (await mounts.Around(child).CaptureAsync(CancellationToken.None)).Should().Be($"{writable}\nrefused\n");
        File.ReadAllText((writable / "here").Value).Should().Be("yes\n");
        File.Exists(scratch["not-here"]).Should().BeFalse();
    }

    [FactNeeding(Need.Root)]
    public async Task A_bind_shows_a_file_elsewhere()
    {
        using var scratch = new Scratch();
        var source = HostPath.Parse(scratch.Write("source", "shown"));
        var target = HostPath.Parse(scratch.Write("target", "hidden"));
        (await new PrivateMounts { Binds = [new BindMount(source, target)] }.Around(new ChildProcess("cat", target.Value)).CaptureAsync(CancellationToken.None)).Should().Be("shown\n");
        File.ReadAllText(target.Value).Should().Be("hidden");
    }

    [FactNeeding(Need.Root)]
    public async Task A_file_mounted_below_is_seen_through_the_overlay()
    {
        using var scratch = new Scratch();
        var lower = HostPath.Parse(scratch["lower"]).EnsureFolder();
        File.WriteAllText((lower / "resolv.conf").Value, "");
        var container = new PrivateMounts { Binds = [new BindMount(HostPath.Parse(scratch.Write("real", "nameserver")), lower / "resolv.conf")] };
        var overlay = new OverlayMount(lower, HostPath.Parse(scratch["layers"]));
        var child = new PrivateMounts { Overlays = [overlay] }.Around(new ChildProcess("cat", (lower / "resolv.conf").Value));
        (await container.Around(child).CaptureAsync(CancellationToken.None)).Should().Be("nameserver\n");
    }

    [FactNeeding(Need.Root)]
    public async Task Folders_mounted_below_an_overlay_are_shown_again_and_only_those_that_stay_writable_can_be_written_to()
    {
        using var scratch = new Scratch();
        var lower = HostPath.Parse(scratch["lower"]).EnsureFolder();
        var (volume, work) = ((lower / "volume").EnsureFolder(), (lower / "work").EnsureFolder());
        var elsewhere = HostPath.Parse(scratch["elsewhere"]).EnsureFolder();
        File.WriteAllText((elsewhere / "data").Value, "much");
        var machine = new PrivateMounts { Binds = [new BindMount(elsewhere, volume)] };
        var overlay = new OverlayMount(lower, HostPath.Parse(scratch["layers"]));
        var child = new PrivateMounts { Overlays = [overlay], Writable = [work] }.Around(
            Bash($"cd '{lower}'; cat volume/data; touch volume/x 2>/dev/null || echo refused; echo yes > work/here; echo yes > beside"));

        (await machine.Around(child).CaptureAsync(CancellationToken.None)).Should().Be("muchrefused\n");

        File.ReadAllText((work / "here").Value).Should().Be("yes\n", "the folder itself is written to, not a layer over it");
        File.Exists((lower / "beside").Value).Should().BeFalse();
        File.Exists((overlay.Upper / "volume/data").Value).Should().BeFalse("nothing of a volume is copied");
    }

    [FactNeeding(Need.Root)]
    public async Task It_works_as_root_of_a_user_namespace()
    {
        using var scratch = new Scratch();
        var overlay = OverEtc(scratch);
        var mounts = new PrivateMounts { Overlays = [overlay], Writable = [HostPath.Parse(scratch.Folder)], ReadOnly = [HostPath.Parse("/")] };
        var child = mounts.Around(Bash("rm -r /etc/apt; mkdir /etc/apt; ls -A /etc/apt; touch /usr/stage3-x || echo refused"));
        var seen = await new ChildProcess("unshare", ["--user", "--map-root-user", "--", child.Program, .. child.Arguments]).CaptureAsync(CancellationToken.None);
        seen.Should().Be("refused\n");
        overlay.Kind.Should().Be(OverlayKind.Overlay);
        Directory.Exists("/etc/apt").Should().BeTrue();
    }

    [FactNeeding(Need.Root)]
    public async Task A_mount_that_cannot_be_made_is_named()
    {
        var run = () => new PrivateMounts { Writable = [HostPath.Parse("/no/such/folder")] }.Around(new ChildProcess("true")).RunAsync(CancellationToken.None);
        (await run.Should().ThrowAsync<ProgramFailedException>()).Which.Message.Should().Contain("stage3-mounts: cannot bind /no/such/folder over itself");
    }

    [FactNeeding(Need.Root)]
    public async Task Root_needs_no_other_rights() => await RootRights.DemandAsync([], CancellationToken.None);
}
