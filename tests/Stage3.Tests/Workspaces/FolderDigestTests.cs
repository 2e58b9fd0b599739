using Stage3.Linux;
using Stage3.Testing;
using Stage3.Workspaces;

namespace Stage3.Tests.Workspaces;

public sealed class FolderDigestTests : IDisposable
{
    private readonly Scratch scratch = new();

    public void Dispose() => scratch.Dispose();

    [Fact]
    public void The_digest_changes_with_content_and_names_and_with_nothing_else()
    {
        var file = scratch.Write("tree/sys-apps/dbus/dbus-1.ebuild", "EAPI=8\n");
        var before = Digest();

        File.SetLastWriteTimeUtc(file, DateTime.UnixEpoch);
        Digest().Should().Be(before, "a new time stamp alone is no new content");

        File.AppendAllText(file, "SLOT=0\n");
        var changed = Digest();
        changed.Should().NotBe(before);

        File.Move(file, file + "x");
        Digest().Should().NotBe(changed);
    }

    [Fact]
    public void A_symlink_counts_by_its_target_and_is_not_followed()
    {
        scratch.Write("tree/a", "1");
        File.CreateSymbolicLink(scratch["tree/loop"], "../tree");
        var before = Digest();

        File.Delete(scratch["tree/loop"]);
        File.CreateSymbolicLink(scratch["tree/loop"], "elsewhere");

        Digest().Should().NotBe(before);
    }

    private string Digest() => FolderDigest.Of(HostPath.Parse(scratch["tree"]), CancellationToken.None);
}
