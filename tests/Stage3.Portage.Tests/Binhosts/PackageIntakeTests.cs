using System.Text;
using Stage3.Portage.BinaryPackages;
using Stage3.Portage.Binhosts;
using Stage3.Testing;

namespace Stage3.Portage.Tests.Binhosts;

/// <summary>What comes from a binhost into a PKGDIR is what the index says, at the place that it says, or nothing.</summary>
public sealed class PackageIntakeTests : IDisposable
{
    private readonly PublishedWorld world = new();

    public void Dispose() => world.Dispose();

    [Fact]
    public async Task A_binhost_without_an_index_has_no_packages_yet()
    {
        using var web = new WebFolder(world.Folder.Value);
        (await world.FindAsync(BinhostAddress.Parse(web.Address))).Should().BeNull();
        (await world.FindAsync(BinhostAddress.Of(world.Folder))).Should().BeNull();
    }

    [Fact]
    public async Task A_server_in_trouble_is_no_empty_binhost()
    {
        using var web = new WebFolder(world.Folder.Value) { AlwaysAnswers = 503 };
        var find = () => world.FindAsync(BinhostAddress.Parse(web.Address));
        (await find.Should().ThrowAsync<BinhostException>()).Which.What.Should().Be("it could not be fetched in 2 attempts: the server answers 503 Service Unavailable");
        web.Dispose();
        (await find.Should().ThrowAsync<BinhostException>()).Which.What.Should().StartWith("it could not be fetched in 2 attempts: Connection refused");
    }

    [Fact]
    public async Task What_came_must_be_what_the_index_says()
    {
        var path = world.Package("apple");
        await new Publication(world.PkgDir, world.Served).RunAsync(DateTimeOffset.UnixEpoch, CancellationToken.None);
        var bytes = File.ReadAllBytes((world.Served / path).Value);
        bytes[600] ^= 1;
        File.WriteAllBytes((world.Served / path).Value, bytes);

        var take = () => world.TakeAllAsync(BinhostAddress.Of(world.Served), "into");

        (await take.Should().ThrowAsync<BinhostException>()).Which.What.Should().StartWith("its content is not what the index of the binhost says: ");
        Packages("into").Should().BeEmpty();
        File.Delete((world.Served / path).Value);
        (await take.Should().ThrowAsync<BinhostException>()).Which.What.Should().Be("app-misc/apple-1 is in its index, and not there: there is no such file");
    }

    [Fact]
    public async Task What_is_not_what_it_says_of_itself_is_not_kept()
    {
        File.Move((world.PkgDir / world.Package("apple")).Value, ((world.Served / "app-misc/pear").EnsureFolder() / "pear-1-1.gpkg.tar").Value);
        WriteIndex("app-misc/pear/pear-1-1.gpkg.tar", world.Served / "app-misc/pear/pear-1-1.gpkg.tar");

        var take = () => world.TakeAllAsync(BinhostAddress.Of(world.Served), "into");

        (await take.Should().ThrowAsync<BinaryPackageException>()).Which.What.Should().Be("its metadata says that it is app-misc/apple-1, which its file name does not");
        Packages("into").Should().BeEmpty();
    }

    [Theory]
    [InlineData("../../etc/x/y.gpkg.tar", "leads out of the binhost")]
    [InlineData("app-misc/../y.gpkg.tar", "leads out of the binhost")]
    [InlineData("/etc/y.gpkg.tar", "leads out of the binhost")]
    [InlineData("app-misc/.hidden/y.gpkg.tar", "leads out of the binhost")]
    [InlineData("app-misc/apple/passwd", "is no name of a package")]
    public async Task No_path_of_an_index_leads_out_of_PKGDIR(string path, string said)
    {
        WriteIndex(path, null);
        (await world.FindAsync(BinhostAddress.Of(world.Served)))!.Refused.Should().ContainSingle().Which.What.Should().Contain("app-misc/apple-1").And.Contain(said);
        await world.TakeAllAsync(BinhostAddress.Of(world.Served), "into");
        Packages("into").Should().BeEmpty();
    }

    [Fact]
    public async Task A_place_where_Portage_does_not_look_is_none()
    {
        WriteIndex("y.gpkg.tar", null);
        var take = () => world.TakeAllAsync(BinhostAddress.Of(world.Served), "into");
        (await take.Should().ThrowAsync<BinhostException>()).Which.What.Should().Be("its index gives app-misc/apple-1 the path 'y.gpkg.tar', which is none of a PKGDIR");
    }

    private void WriteIndex(string path, Stage3.Linux.HostPath? file)
    {
        var digest = file is null ? new string('a', 40) : Stage3.Archives.Digests.Digest.Of(Stage3.Archives.Digests.DigestKind.Sha1, File.ReadAllBytes(file.Value)).Hex;
        File.WriteAllText(
            (world.Served.EnsureFolder() / "Packages").Value,
            new StringBuilder("VERSION: 0\n\nCPV: app-misc/apple-1\n").Append($"PATH: {path}\nSIZE: {(file is null ? 1 : new FileInfo(file.Value).Length)}\nSHA1: {digest}\n\n").ToString());
    }

    private string[] Packages(string into) =>
        (world.Folder / into).IsFolder ? Directory.GetFiles((world.Folder / into).Value, "*.gpkg.tar", SearchOption.AllDirectories).Where(file => !Path.GetFileName(file).StartsWith('.')).ToArray() : [];
}
