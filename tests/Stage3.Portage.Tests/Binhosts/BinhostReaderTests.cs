using System.Text;
using Stage3.Portage.Binhosts;
using Stage3.Testing;

namespace Stage3.Portage.Tests.Binhosts;

public sealed class BinhostReaderTests : IDisposable
{
    private readonly PublishedWorld world = new();

    public void Dispose() => world.Dispose();

    [Theory]
    [InlineData("http://example.invalid/x", "http://example.invalid/x")]
    [InlineData("https://example.invalid/x//", "https://example.invalid/x")]
    [InlineData("/srv/a+b", "file:///srv/a+b")]
    [InlineData("file:///srv/x", "file:///srv/x")]
    public void Addresses_are_folders_on_web_servers_or_here(string text, string printed) => PublishedAddress.Parse(text).ToString().Should().Be(printed);

    [Theory]
    [InlineData("")]
    [InlineData("relative/folder")]
    [InlineData("ftp://example.invalid/x")]
    [InlineData("http://user:secret@example.invalid/x")]
    [InlineData("http://example.invalid/x?y")]
    [InlineData("http://example.invalid/a b")]
    [InlineData("http://example.invalid/a\n")]
    [InlineData("file://elsewhere/x")]
    public void What_is_none_is_quoted_in_the_error(string text)
    {
        var parse = () => PublishedAddress.Parse(text);
        parse.Should().Throw<FormatException>().WithMessage($"'{text}' is no binhost*");
    }

    [Fact]
    public async Task A_binhost_without_an_index_has_no_packages_yet()
    {
        using var web = new WebFolder(world.Folder.Value);
        (await new BinhostReader(PublishedAddress.Parse(web.Address), null).ReadIndexAsync(CancellationToken.None)).Entries.Should().BeEmpty();
        (await new BinhostReader(PublishedAddress.Of(world.Folder), null).ReadIndexAsync(CancellationToken.None)).Entries.Should().BeEmpty();
    }

    [Fact]
    public async Task A_server_in_trouble_is_no_empty_binhost()
    {
        using var web = new WebFolder(world.Folder.Value) { AlwaysAnswers = 503 };
        var read = () => new BinhostReader(PublishedAddress.Parse(web.Address), null).ReadIndexAsync(CancellationToken.None);
        (await read.Should().ThrowAsync<PublishedException>()).Which.What.Should().StartWith("the web server answers 503");
        web.Dispose();
        (await read.Should().ThrowAsync<PublishedException>()).Which.What.Should().StartWith("it cannot be reached: ");
    }

    [Fact]
    public async Task What_came_must_be_what_the_index_says()
    {
        var path = world.Package("apple");
        await new Publication(world.PkgDir, world.Served).RunAsync(DateTimeOffset.UnixEpoch, CancellationToken.None);
        var (reader, into) = (new BinhostReader(PublishedAddress.Of(world.Served), null), PublishedWorld.Open(world.Folder / "into"));
        var entry = (await reader.ReadIndexAsync(CancellationToken.None)).Entries.Single();
        var bytes = File.ReadAllBytes((world.Served / path).Value);
        bytes[600] ^= 1;
        File.WriteAllBytes((world.Served / path).Value, bytes);

        var fetch = () => reader.FetchAsync(entry, into, CancellationToken.None);

        (await fetch.Should().ThrowAsync<PublishedException>()).Which.What.Should().StartWith("what came for app-misc/apple-1 is not what its index says: ");
        Directory.GetFiles((world.Folder / "into").Value, "*", SearchOption.AllDirectories).Should().BeEmpty();
        File.Delete((world.Served / path).Value);
        (await fetch.Should().ThrowAsync<PublishedException>()).Which.What.Should().Be("app-misc/apple-1 is in its index, and not there");
    }

    [Theory]
    [InlineData("../../etc/x/y.gpkg.tar")]
    [InlineData("app-misc/../y.gpkg.tar")]
    [InlineData("/etc/y.gpkg.tar")]
    [InlineData("app-misc/apple/passwd")]
    [InlineData("y.gpkg.tar")]
    public async Task No_path_of_an_index_leads_out_of_PKGDIR(string path)
    {
        world.Served.EnsureFolder();
        File.WriteAllText((world.Served / "Packages").Value, new StringBuilder("VERSION: 0\n\nCPV: app-misc/apple-1\n").Append("PATH: ").Append(path).Append("\nSIZE: 1\n\n").ToString());
        var reader = new BinhostReader(PublishedAddress.Of(world.Served), null);
        var entry = (await reader.ReadIndexAsync(CancellationToken.None)).Entries.Single();

        var fetch = () => reader.FetchAsync(entry, PublishedWorld.Open(world.Folder / "into"), CancellationToken.None);

        (await fetch.Should().ThrowAsync<PublishedException>()).Which.What.Should().Be($"its index gives app-misc/apple-1 the path '{path}', which is none of a package");
    }
}
