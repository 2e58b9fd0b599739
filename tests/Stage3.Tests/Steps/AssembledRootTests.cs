using Stage3.Linux;
using Stage3.Linux.Files;
using Stage3.Steps;
using Stage3.Testing;

namespace Stage3.Tests.Steps;

public sealed class AssembledRootTests : IDisposable
{
    private readonly Scratch scratch = new();
    private readonly HostPath template;

    public AssembledRootTests()
    {
        scratch.Write("template/var/lib/portage/world", "app/one\n");
        template = HostPath.Parse(scratch["template"]);
    }

    public void Dispose() => scratch.Dispose();

    [Fact]
    public async Task An_empty_folder_of_somebody_is_used_as_it_is_and_empty_again_where_nothing_came()
    {
        Directory.CreateDirectory(scratch["mine/lost+found"]);
        using var before = FolderHandle.Open(HostPath.Parse(scratch["mine"]));
        var root = new AssembledRoot(HostPath.Parse(scratch["mine"]), isElsewhere: true);
        root.IsBegun.Should().BeFalse();
        await root.BeginAsync(template, CancellationToken.None);
        root.IsBegun.Should().BeTrue();
        Directory.GetFileSystemEntries(scratch["mine"]).Select(Path.GetFileName).Should().BeEquivalentTo("var", "lost+found");
        root.TakeBack();
        Directory.GetFileSystemEntries(scratch["mine"]).Select(Path.GetFileName).Should().BeEquivalentTo("lost+found");
        using var after = FolderHandle.Open(HostPath.Parse(scratch["mine"]));
        after.Status().IsSameFile(before.Status()).Should().BeTrue("the folder may be a mount, and is not made anew");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_folder_that_was_not_there_is_gone_again_where_nothing_came(bool isElsewhere)
    {
        var root = new AssembledRoot(HostPath.Parse(scratch["deep/new"]), isElsewhere);
        await root.BeginAsync(template, CancellationToken.None);
        root.IsBegun.Should().BeTrue();
        root.TakeBack();
        Directory.Exists(scratch["deep/new"]).Should().BeFalse();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_was_interrupted_while_it_was_begun_counts_for_nothing_and_is_in_nobodys_way(bool isElsewhere)
    {
        scratch.Write("root/.stage3-begin/x", "");
        scratch.Write("root/var/lib/portage/world", "half");
        var root = new AssembledRoot(HostPath.Parse(scratch["root"]), isElsewhere);
        root.IsBegun.Should().BeFalse();
        await root.BeginAsync(template, CancellationToken.None);
        root.IsBegun.Should().BeTrue();
        File.ReadAllText(scratch["root/var/lib/portage/world"]).Should().Be("app/one\n");
        Directory.GetFileSystemEntries(scratch["root"]).Select(Path.GetFileName).Should().Equal("var");
    }

    [Fact]
    public async Task A_folder_with_other_things_is_left_alone()
    {
        scratch.Write("mine/notes", "mine");
        var begin = () => new AssembledRoot(HostPath.Parse(scratch["mine"]), isElsewhere: true).BeginAsync(template, CancellationToken.None);
        (await begin.Should().ThrowAsync<Stage3Exception>()).WithMessage($"it holds other things than a root that Assemble has begun*where: --chroot {scratch["mine"]}*");
        File.ReadAllText(scratch["mine/notes"]).Should().Be("mine");
    }
}
