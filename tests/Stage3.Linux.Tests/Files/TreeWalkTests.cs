using Stage3.Linux.Files;
using Stage3.Testing;

namespace Stage3.Linux.Tests.Files;

public sealed class TreeWalkTests
{
    [Fact]
    public void Entries_come_in_the_order_of_their_bytes_and_folders_before_what_is_in_them()
    {
        using var scratch = new Scratch();
        foreach (var file in new[] { "b/x", "a-b", "a/z", "a/B", "a.c", "ä", "Z" }) scratch.Write(file, "");
        File.CreateSymbolicLink(scratch["link"], "a");
        Walk(scratch.Folder).Should().Equal("/", "/Z", "/a", "/a/B", "/a/z", "/a-b", "/a.c", "/b", "/b/x", "/link", "/ä");
    }

    [Fact]
    public void A_folder_that_is_not_descended_into_is_still_yielded()
    {
        using var scratch = new Scratch();
        scratch.Write("proc/1/x", "");
        scratch.Write("sys", "");
        TreeWalk.Walk(HostPath.Parse(scratch.Folder), entry => entry.Path != BytePath.Parse("proc"), CancellationToken.None)
            .Select(entry => entry.ToString()).Should().Equal("/", "/proc", "/sys");
    }

    [Fact]
    public void Thousands_of_folders_deep_is_walked_and_removed_with_few_handles()
    {
        using var scratch = new Scratch();
        var top = HostPath.Parse(scratch.Folder) / "top";
        Directory.CreateDirectory(top.Value);
        var name = ByteString.Of("d");
        var here = FolderHandle.Open(top);
        for (var i = 0; i < 3_000; i++)
        {
            here.MakeFolder(name, 0x1ed);
            var below = here.OpenFolder(name);
            here.Dispose();
            here = below;
        }
        here.CreateFile(ByteString.Of("end"), 0x180).Dispose();
        here.Dispose();

        var (deepest, most) = (BytePath.Root, 0);
        var before = Handles();
        foreach (var entry in TreeWalk.Walk(top, null, CancellationToken.None))
        {
            deepest = entry.Path;
            if (entry.Path.Bytes.Length % 512 == 1) most = Math.Max(most, Handles() - before);
        }
        deepest.Bytes.Length.Should().Be((2 * 3_000) + 3);
        most.Should().BeLessThan(100);
        TreeRemoval.Remove(top, CancellationToken.None);
        Directory.Exists(top.Value).Should().BeFalse();
    }

    [Fact]
    public void Something_that_vanishes_meanwhile_is_an_error_that_names_it()
    {
        using var scratch = new Scratch();
        scratch.Write("a", "");
        scratch.Write("b", "");
        var walk = () =>
        {
            foreach (var entry in TreeWalk.Walk(HostPath.Parse(scratch.Folder), null, CancellationToken.None))
                if (entry.Path == BytePath.Parse("a")) File.Delete(scratch["b"]);
        };
        walk.Should().Throw<FileException>().WithMessage("*ENOENT*").Which.Path.Should().Be(scratch["b"]);
    }

    [Fact]
    public void A_walk_ends_when_it_is_cancelled()
    {
        using var stop = new CancellationTokenSource();
        var walk = () =>
        {
            foreach (var _ in TreeWalk.Walk(HostPath.Parse("/usr"), null, stop.Token)) stop.Cancel();
        };
        walk.Should().Throw<OperationCanceledException>();
    }

    [Fact]
    public void Removing_a_tree_follows_no_symlink_and_minds_no_modes()
    {
        using var scratch = new Scratch();
        scratch.Write("keep/file", "stays");
        scratch.Write("tree/a/b/c/file", "");
        File.CreateSymbolicLink(scratch["tree/a/link"], scratch["keep"]);
        File.SetUnixFileMode(scratch["tree/a/b"], UnixFileMode.None);
        TreeRemoval.Remove(HostPath.Parse(scratch["tree"]), CancellationToken.None);
        Directory.Exists(scratch["tree"]).Should().BeFalse();
        File.ReadAllText(scratch["keep/file"]).Should().Be("stays");
        TreeRemoval.Remove(HostPath.Parse(scratch["tree"]), CancellationToken.None);
    }

    private static int Handles() => Directory.GetFileSystemEntries("/proc/self/fd").Length;

    private static IEnumerable<string> Walk(string folder) =>
        TreeWalk.Walk(HostPath.Parse(folder), null, CancellationToken.None).Select(entry => entry.ToString());
}
