using Stage3.Linux.Files;
using Stage3.Testing;

namespace Stage3.Linux.Tests.Files;

/// <summary>Both ways of looking a path up, by openat2 and step by step, are held to the same.</summary>
public sealed class RootFolderTests
{
    public static TheoryData<bool> Ways => [true, false];

    [Theory]
    [MemberData(nameof(Ways))]
    public void A_symlink_is_followed_inside_the_root_only(bool stepwise)
    {
        using var scratch = new Scratch();
        scratch.Write("root/usr/bin/tool", "inside");
        scratch.Write("outside/tool", "outside");
        File.CreateSymbolicLink(scratch["root/bin"], "usr/bin");
        File.CreateSymbolicLink(scratch["root/absolute"], "/usr/bin");
        File.CreateSymbolicLink(scratch["root/up"], "../../../../../../usr/bin");
        File.CreateSymbolicLink(scratch["root/all"], "/");
        File.CreateSymbolicLink(scratch["root/over"], "all/all/usr/../bin");
        using var root = Open(scratch["root"], stepwise);
        foreach (var path in new[] { "bin", "absolute", "up", "all/bin", "over", "all/usr/bin" })
        {
            using var folder = root.OpenFolder(BytePath.Parse(path));
            folder.ReadNames().Should().Equal([ByteString.Of("tool")], path);
            root.PathOf(folder).Should().Be(BytePath.Parse("usr/bin"), path);
        }
        using var itself = root.OpenFolder(BytePath.Parse("all"));
        root.PathOf(itself).Should().Be(BytePath.Root);
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public void A_target_that_is_only_outside_is_not_there(bool stepwise)
    {
        using var scratch = new Scratch();
        Directory.CreateDirectory(scratch["root"]);
        scratch.Write("outside/tool", "outside");
        File.CreateSymbolicLink(scratch["root/link"], scratch["outside"]);
        File.CreateSymbolicLink(scratch["root/relative"], "../outside");
        using var root = Open(scratch["root"], stepwise);
        root.TryOpenFolder(BytePath.Parse("link"), out _).Should().BeFalse();
        root.TryOpenFolder(BytePath.Parse("relative"), out _).Should().BeFalse();
        root.TryStatus(BytePath.Parse("link/tool"), out _).Should().BeFalse();
        root.TryStatus(BytePath.Parse("link"), out var status).Should().BeTrue();
        status.Type.Should().Be(FileType.Symlink);
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public void A_circle_of_symlinks_is_an_error(bool stepwise)
    {
        using var scratch = new Scratch();
        File.CreateSymbolicLink(scratch["a"], "b");
        File.CreateSymbolicLink(scratch["b"], "a");
        using var root = Open(scratch.Folder, stepwise);
        var open = () => root.OpenFolder(BytePath.Parse("a/x"));
        open.Should().Throw<FileException>().WithMessage("*ELOOP*").Which.Path.Should().EndWith("/a/x");
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public void A_file_on_the_way_is_no_folder(bool stepwise)
    {
        using var scratch = new Scratch();
        scratch.Write("file", "");
        using var root = Open(scratch.Folder, stepwise);
        root.TryOpenFolder(BytePath.Parse("file"), out _).Should().BeFalse();
        var open = () => root.OpenFolder(BytePath.Parse("file/x"));
        open.Should().Throw<FileException>().WithMessage("*ENOTDIR*");
    }

    private static RootFolder Open(string path, bool stepwise) =>
        stepwise ? RootFolder.OpenStepwise(HostPath.Parse(path)) : RootFolder.Open(HostPath.Parse(path));
}
