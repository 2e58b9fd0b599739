using System.Diagnostics;
using Stage3.Linux;
using Stage3.Linux.Files;
using Stage3.Testing;

namespace Stage3.Packaging.Tests;

/// <summary>What Portage's own tools make of an archive: its safe unpacker, and what it sees of attributes.</summary>
public sealed class PortageToolsTests : IDisposable
{
    private readonly SampleTree _tree = new();

    public void Dispose() => _tree.Dispose();

    [FactNeeding(Need.Root, Need.Portage, "python3")]
    public void Its_unpacker_gives_the_same_tree()
    {
        using (var bin = FolderHandle.Open(_tree.Root / "usr/bin"))
        {
            bin.SetOwner(ByteString.Of("big"), 3_000_000, 101);
            bin.SetMode(ByteString.Of("big"), 0b100_111_101_101);
            bin.SetModified(ByteString.Of("big"), new FileTime(1000, 0));
            bin.MakeLink(ByteString.Of("zbig"), bin, ByteString.Of("big"));
            using var latin = bin.CreateFile(ByteString.Of([(byte)'J', 0xf6]), 0b110_000_000);
        }

        // Python tells times as floating point: those of whole seconds are kept.
        var request = _tree.Request with { Plan = SampleTree.Plain, LatestTime = new FileTime(2000, 0) };
        var result = StageArchive.Write(request, null, CancellationToken.None);
        var target = (_tree.Output / "unpacked").EnsureFolder();

        Unpack(result.Path, target).Should().Be((0, ""));

        var again = StageArchive.Write(request with { Root = target, Folder = (_tree.Output / "again").EnsureFolder() }, null, CancellationToken.None);
        ArchiveComparison.First(result.Path, again.Path, CancellationToken.None).Should().BeNull();
        again.Sha256.Should().Be(result.Sha256);
    }

    [FactNeeding(Need.Root, Need.Portage, "python3")]
    public void Its_unpacker_takes_no_device_which_is_its_rule_for_packages()
    {
        _tree.WithRootsOwn();
        var result = StageArchive.Write(_tree.Request with { Plan = SampleTree.Plain }, null, CancellationToken.None);

        var (exitCode, said) = Unpack(result.Path, (_tree.Output / "unpacked").EnsureFolder());

        exitCode.Should().Be(1);
        said.Should().Contain("device file detected: ./null");
    }

    [FactNeeding(Need.Root, Need.Portage, "python3", "tar")]
    public void Its_attribute_helper_sees_the_same_capabilities_in_what_tar_unpacked()
    {
        _tree.WithRootsOwn();
        var result = StageArchive.Write(_tree.Request with { Plan = SampleTree.Plain }, null, CancellationToken.None);
        var target = (_tree.Output / "unpacked").EnsureFolder();
        Run("tar", "--xattrs", "--xattrs-include=*", "-xpf", result.Path.Value, "-C", target.Value).ExitCode.Should().Be(0);

        var packed = Attributes(_tree.Root);

        packed.ExitCode.Should().Be(0, packed.Said);
        packed.Said.Should().Contain("usr/bin/big").And.Contain("security.capability");
        Attributes(target).Should().Be(packed);
    }

    private static (int ExitCode, string Said) Unpack(HostPath archive, HostPath target) =>
        Run("python3", ProjectRoot.File("tests/Stage3.Packaging.Tests/unpack_by_portage.py"), Need.PortageCheckout, archive.Value, target.Value);

    private static (int ExitCode, string Said) Attributes(HostPath root) => Run(
        "bash", "-c", "cd \"$1\" && find . -type f -print0 | sort -z | PYTHONPATH=\"$2/lib\" python3 \"$2/bin/xattr-helper.py\" --dump", "bash", root.Value, Need.PortageCheckout);

    private static (int ExitCode, string Said) Run(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true, RedirectStandardOutput = true })!;
        var errors = process.StandardError.ReadToEndAsync();
        var said = process.StandardOutput.ReadToEnd() + errors.GetAwaiter().GetResult();
        process.WaitForExit();
        return (process.ExitCode, said);
    }
}
