using System.Globalization;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using Stage3.Linux;
using Stage3.Portage.Binhosts;
using Stage3.Portage.Names;
using Stage3.Testing;

namespace Stage3.Portage.Tests.Binhosts;

public sealed class BinhostTests : IDisposable
{
    private static readonly byte[] Content = [.. Enumerable.Range(0, 300_000).Select(number => (byte)(number * 7))];
    private readonly Scratch scratch = new();
    private readonly Mischief server = new();
    private readonly Transfers transfers = new(new TransferPatience { Attempts = 3, Silence = TimeSpan.FromSeconds(2), Pause = TimeSpan.FromMilliseconds(1) });

    private BinhostStore Store => new(HostPath.Parse(scratch.Folder) / "store", []);

    public void Dispose()
    {
        transfers.Dispose();
        server.Dispose();
        scratch.Dispose();
    }

    [Theory]
    [InlineData("Packages", "VERSION: 0\n")]
    [InlineData("Packages", "")]
    [InlineData("Packages.gz", "VERSION: 0\n")]
    public async Task An_index_is_read_plain_and_compressed_with_a_version_and_without(string name, string version)
    {
        ServeIndex(name, $"PACKAGES: 1\n{version}\n{Stanza()}");
        (await OpenAsync()).Of(PackageName.Parse("a/a")).Should().ContainSingle().Which.Entry.BuildId.Should().Be(2);
    }

    [Fact]
    public async Task An_index_that_has_not_changed_is_not_fetched_again()
    {
        server.Serve("Packages", Encoding.UTF8.GetBytes($"PACKAGES: 1\n\n{Stanza()}"), "\"one\"");
        await OpenAsync();
        var before = transfers.Bytes;
        (await OpenAsync()).Index.Entries.Should().ContainSingle();
        transfers.Bytes.Should().Be(before);
    }

    [Fact]
    public async Task A_package_is_fetched_once_and_kept()
    {
        server.Serve("a/a/a-1-2.gpkg.tar", Content);
        ServeIndex("Packages", $"PACKAGES: 1\n\n{Stanza()}");
        var first = await GetAsync();
        File.ReadAllBytes(first.Value).Should().Equal(Content);
        (await GetAsync()).Should().Be(first);
        server.Asked.Count(request => request.Path.EndsWith("gpkg.tar", StringComparison.Ordinal)).Should().Be(1);
        Directory.GetFiles((HostPath.Parse(scratch.Folder) / "store/partial").Value).Should().BeEmpty();
    }

    [Fact]
    public async Task A_store_behind_is_used_and_not_written()
    {
        server.Serve("a/a/a-1-2.gpkg.tar", Content);
        ServeIndex("Packages", $"PACKAGES: 1\n\n{Stanza()}");
        var shared = (await GetAsync()).Parent.Parent.Parent;
        var store = new BinhostStore(HostPath.Parse(scratch.Folder) / "mine", [shared]);
        var binhost = await OpenAsync();
        var requests = server.Asked.Count;
        string[] State() => [.. Directory.GetFileSystemEntries(shared.Value, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal).Select(path => $"{path} {File.GetLastWriteTimeUtc(path).Ticks}")];
        var before = State();
        (await store.GetAsync(binhost, binhost.Of(PackageName.Parse("a/a")).Single(), transfers, CancellationToken.None)).Value.Should().StartWith(shared.Value);
        server.Asked.Count.Should().Be(requests);
        State().Should().Equal(before);
    }

    [Fact]
    public async Task A_package_that_two_binhosts_have_is_fetched_once()
    {
        using var other = new Mischief();
        server.Serve("a/a/a-1-2.gpkg.tar", Content);
        ServeIndex("Packages", $"PACKAGES: 1\n\n{Stanza()}");
        other.Serve("Packages", Encoding.UTF8.GetBytes($"PACKAGES: 1\n\n{Stanza()}"));
        var first = await GetAsync();
        var store = new BinhostStore(HostPath.Parse(scratch.Folder) / "store", []);
        var binhost = await Binhost.OpenAsync(new BinaryRepository(BinhostAddress.Parse(other.Url)), store, transfers, CancellationToken.None);
        (await store.GetAsync(binhost, binhost.Of(PackageName.Parse("a/a")).Single(), transfers, CancellationToken.None)).Should().Be(first);
        other.Asked.Should().NotContain(request => request.Path.EndsWith("gpkg.tar"));
    }

    [Fact]
    public async Task A_transfer_that_breaks_off_goes_on_where_it_ended()
    {
        ServeIndex("Packages", $"PACKAGES: 1\n\n{Stanza()}");
        server.Answer("a/a/a-1-2.gpkg.tar", async (request, stream) =>
        {
            if (request.From is { } from)
                await Mischief.Send(stream, "206 Partial Content", [string.Create(CultureInfo.InvariantCulture, $"Content-Range: bytes {from}-{Content.Length - 1}/{Content.Length}")], Content[from..]);
            else await Mischief.Send(stream, "200 OK", [], Content[..100_000], claimed: Content.Length);
        });
        File.ReadAllBytes((await GetAsync()).Value).Should().Equal(Content);
        server.Asked.Select(request => request.From).Should().Contain(100_000);
    }

    [Fact]
    public async Task A_server_without_ranges_is_asked_for_all_again()
    {
        ServeIndex("Packages", $"PACKAGES: 1\n\n{Stanza()}");
        var asked = 0;
        server.Answer("a/a/a-1-2.gpkg.tar", (_, stream) => Interlocked.Increment(ref asked) == 1
            ? Mischief.Send(stream, "200 OK", [], Content[..5000], claimed: Content.Length)
            : Mischief.Send(stream, "200 OK", [], Content));
        File.ReadAllBytes((await GetAsync()).Value).Should().Equal(Content);
    }

    [Fact]
    public async Task What_an_earlier_run_left_of_another_package_does_no_harm()
    {
        server.Serve("a/a/a-1-2.gpkg.tar", Content);
        ServeIndex("Packages", $"PACKAGES: 1\n\n{Stanza()}");
        var partial = (HostPath.Parse(scratch.Folder) / "store/partial").EnsureFolder();
        File.WriteAllBytes((partial / $"{Sha1(Content)}.gpkg.tar").Value, new byte[1000]);
        File.ReadAllBytes((await GetAsync()).Value).Should().Equal(Content);
    }

    [Fact]
    public async Task Two_runs_that_share_a_store_fetch_a_package_once()
    {
        server.Serve("a/a/a-1-2.gpkg.tar", Content);
        ServeIndex("Packages", $"PACKAGES: 1\n\n{Stanza()}");
        await OpenAsync();
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(GetAsync)));
        server.Asked.Count(request => request.Path.EndsWith("gpkg.tar", StringComparison.Ordinal)).Should().Be(1);
    }

    [Fact]
    public async Task A_redirect_is_followed()
    {
        ServeIndex("Packages", $"PACKAGES: 1\n\n{Stanza()}");
        server.Answer("a/a/a-1-2.gpkg.tar", (_, stream) => Mischief.Send(stream, "302 Found", ["Location: /mirror/x"], []));
        server.Serve("mirror/x", Content);
        File.ReadAllBytes((await GetAsync()).Value).Should().Equal(Content);
    }

    [Theory]
    [InlineData("truncated", "it could not be fetched in 3 attempts: it ended after * of 300000 bytes")]
    [InlineData("wrong length", "it is 5 bytes long, and its index says 300000")]
    [InlineData("wrong content", "its content is not what the index of the binhost says")]
    [InlineData("endless", "it does not end: more than 300000 bytes came")]
    [InlineData("circle", "its redirects go in a circle")]
    [InlineData("far", "it is redirected more than 10 times")]
    [InlineData("ftp", "it is redirected to ftp://somewhere/")]
    [InlineData("nowhere", "it is redirected to nowhere")]
    [InlineData("silent", "it could not be fetched in 3 attempts: nothing came for 2 s")]
    [InlineData("busy", "it could not be fetched in 3 attempts: the server answers 503 Busy")]
    [InlineData("gone", "a/a-1 is in its index, and not there: the server answers 404 Not Found")]
    [InlineData("forbidden", "the server answers 403 No")]
    public async Task What_is_served_wrongly_is_refused_by_name(string how, string said)
    {
        ServeIndex("Packages", $"PACKAGES: 1\n\n{Stanza()}");
        const string Path = "a/a/a-1-2.gpkg.tar";
        var count = 0;
        server.Answer(Path, (_, stream) => how switch
        {
            "truncated" => Raw(stream, "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n", Content[..1000]),
            "wrong length" => Mischief.Send(stream, "200 OK", [], Content[..5]),
            "wrong content" => Mischief.Send(stream, "200 OK", [], new byte[Content.Length]),
            "endless" => Raw(stream, "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n", [.. Content, .. Content]),
            "circle" => Mischief.Send(stream, "302 Found", [$"Location: /{Path}"], []),
            "far" => Mischief.Send(stream, "302 Found", [$"Location: /{Path}?{++count}"], []),
            "ftp" => Mischief.Send(stream, "302 Found", ["Location: ftp://somewhere/"], []),
            "nowhere" => Mischief.Send(stream, "302 Found", [], []),
            "silent" => Task.Delay(TimeSpan.FromSeconds(20)),
            "busy" => Mischief.Send(stream, "503 Busy", [], []),
            "forbidden" => Mischief.Send(stream, "403 No", [], []),
            _ => Mischief.Send(stream, "404 Not Found", [], []),
        });
        for (var number = 1; number < 20; number++) server.Answer($"{Path}?{number}", (_, stream) => Mischief.Send(stream, "302 Found", [$"Location: /{Path}?{++count}"], []));
        var get = GetAsync;
        (await get.Should().ThrowAsync<BinhostException>()).Which.What.Should().Match($"{said}*");
        Directory.GetFiles((HostPath.Parse(scratch.Folder) / "store").Value, "*.gpkg.tar", SearchOption.AllDirectories).Should().OnlyContain(file => file.Contains("/partial/"), "nothing of it bears a final name");
    }

    [Theory]
    [InlineData("PATH: ../../etc/passwd.gpkg.tar\nSIZE: 1", "leads out of the binhost")]
    [InlineData("PATH: /etc/a-1.gpkg.tar\nSIZE: 1", "leads out of the binhost")]
    [InlineData("PATH: a//a-1.gpkg.tar\nSIZE: 1", "leads out of the binhost")]
    [InlineData("PATH: a/a-1.deb\nSIZE: 1", "is no name of a package")]
    [InlineData("PATH: a/a-1.gpkg.tar\nSIZE: -1", "SIZE: '-1' is no length")]
    [InlineData("PATH: a/a-1.gpkg.tar\nSIZE: 99999999999999999999", "is no length")]
    [InlineData("PATH: a/a-1.gpkg.tar\nSIZE: 17179869185", "is no length")]
    [InlineData("PATH: a/a-1.gpkg.tar\nSIZE: 1\nSHA1: zz", "is no digest")]
    public async Task A_stanza_that_cannot_be_is_refused_and_the_others_are_not(string stanza, string said)
    {
        var sha1 = stanza.Contains("SHA1", StringComparison.Ordinal) ? "" : $"\nSHA1: {Sha1(Content)}";
        ServeIndex("Packages", $"PACKAGES: 2\n\nCPV: a/bad-1\n{stanza}{sha1}\n\n{Stanza()}");
        var binhost = await OpenAsync();
        binhost.Refused.Should().ContainSingle().Which.What.Should().Contain("a/bad-1").And.Contain(said);
        binhost.Of(PackageName.Parse("a/bad")).Should().BeEmpty();
        binhost.Of(PackageName.Parse("a/a")).Should().ContainSingle();
    }

    [Fact]
    public async Task A_binhost_without_an_index_is_refused()
    {
        var open = OpenAsync;
        (await open.Should().ThrowAsync<BinhostException>()).Which.What.Should().Be("it has no index: neither Packages.gz nor Packages.zst nor Packages");
    }

    [Theory]
    [InlineData("Packages", "VERSION: 7\n\n", "its index cannot be read")]
    [InlineData("Packages", "PACKAGES: 1\n\nCPV: nothing\n\n", "its index cannot be read")]
    public async Task An_index_of_another_kind_is_refused(string name, string text, string said)
    {
        ServeIndex(name, text);
        var open = OpenAsync;
        (await open.Should().ThrowAsync<BinhostException>()).Which.What.Should().StartWith(said);
    }

    [Fact]
    public async Task A_compressed_index_that_is_broken_is_refused()
    {
        server.Serve("Packages.gz", [0x1f, 0x8b, 8, 0, 1, 2, 3, 4, 5]);
        var open = OpenAsync;
        (await open.Should().ThrowAsync<BinhostException>()).Which.What.Should().StartWith("its index cannot be unpacked");
    }

    [Fact]
    public async Task A_compressed_index_that_unpacks_without_end_is_refused()
    {
        using var bomb = new MemoryStream();
        using (var gzip = new GZipStream(bomb, CompressionLevel.Fastest, leaveOpen: true))
            for (var block = 0; block < 80; block++) gzip.Write(new byte[1 << 20]);
        server.Serve("Packages.gz", bomb.ToArray());
        var open = OpenAsync;
        (await open.Should().ThrowAsync<BinhostException>()).Which.What.Should().StartWith("its index unpacks to more than");
    }

    private static string Stanza() => string.Create(CultureInfo.InvariantCulture, $"BUILD_ID: 2\nCPV: a/a-1\nPATH: a/a/a-1-2.gpkg.tar\nSHA1: {Sha1(Content)}\nSIZE: {Content.Length}\n\n");

    [System.Diagnostics.CodeAnalysis.SuppressMessage("Security", "CA5350", Justification = "the index names SHA-1")]
    private static string Sha1(byte[] content) => Convert.ToHexStringLower(SHA1.HashData(content));

    private static async Task Raw(Stream stream, string head, byte[] content)
    {
        await stream.WriteAsync(Encoding.ASCII.GetBytes(head));
        await stream.WriteAsync(content);
    }

    private void ServeIndex(string name, string text)
    {
        using var bytes = new MemoryStream();
        if (name.EndsWith(".gz", StringComparison.Ordinal))
            using (var gzip = new GZipStream(bytes, CompressionLevel.Fastest, leaveOpen: true)) gzip.Write(Encoding.UTF8.GetBytes(text));
        else bytes.Write(Encoding.UTF8.GetBytes(text));
        server.Serve(name, bytes.ToArray());
    }

    private Task<Binhost> OpenAsync() => Binhost.OpenAsync(new BinaryRepository(BinhostAddress.Parse(server.Url)), Store, transfers, CancellationToken.None);

    private async Task<HostPath> GetAsync()
    {
        var binhost = await OpenAsync();
        return await Store.GetAsync(binhost, binhost.Of(PackageName.Parse("a/a")).Single(), transfers, CancellationToken.None);
    }
}
