using System.Collections.Immutable;
using Stage3.Linux;
using Stage3.Portage.Atoms;
using Stage3.Portage.BinaryPackages;
using Stage3.Portage.Binhosts;
using Stage3.Portage.Configuration;
using Stage3.Portage.Names;
using Stage3.Testing;

namespace Stage3.Portage.Tests.Binhosts;

public sealed class BinreposConfTests : IDisposable
{
    private readonly Scratch scratch = new();

    public void Dispose() => scratch.Dispose();

    [Fact]
    public void Binhosts_come_by_priority_with_what_is_asked_of_each()
    {
        var read = Read("""
            [DEFAULT]
            host = http://example.invalid
            verify-signature = Yes

            [low]
            sync-uri = /srv/low
            verify-signature = false
            location = /var/cache/binhost/low

            [gentoo]
            priority = 9999
            sync-uri = %(host)s/x86-64/
            frozen = true

            [a]
            sync-uri = file:///srv/a
            priority = -1
            verify-signature = perhaps
            """);
        read.Should().Equal(
            new BinaryRepository(BinhostAddress.Parse("http://example.invalid/x86-64")) { VerifySignature = true, Frozen = true },
            new BinaryRepository(BinhostAddress.Parse("/srv/low")) { VerifySignature = false },
            new BinaryRepository(BinhostAddress.Parse("/srv/a")) { VerifySignature = false });
    }

    [Fact]
    public void Where_nothing_is_said_of_signatures_FEATURES_decide() => Read("[a]\nsync-uri = /srv/a\n").Single().VerifySignature.Should().BeNull();

    [Theory]
    [InlineData("", "", null)]
    [InlineData("sys-apps/systemd", "", null)]
    [InlineData("systemd", "", null)]
    [InlineData("sys-apps/*", "", null)]
    [InlineData("sys-apps/systemd:0", "", null)]
    [InlineData("sys-apps/systemd:1", "", "getbinpkg-include does not name it")]
    [InlineData("sys-apps/dbus", "", "getbinpkg-include does not name it")]
    [InlineData("", "sys-apps/systemd", "getbinpkg-exclude: sys-apps/systemd")]
    [InlineData("", "systemd", "getbinpkg-exclude: */systemd")]
    [InlineData("sys-apps/*", "*/systemd", "getbinpkg-exclude: */systemd")]
    [InlineData("systemd", "systemd", null)]
    [InlineData("", "*/*::other", null)]
    public void What_is_taken_is_included_and_not_excluded(string include, string exclude, string? refusal)
    {
        var entry = new PackagesIndexEntry(PackageId.Parse("sys-apps/systemd-257"), PackagesIndex.Empty.Header.Add("SLOT", "0/2").Add("repository", "gentoo"));
        Read($"[a]\nsync-uri = /srv/a\ngetbinpkg-include = {include}\ngetbinpkg-exclude = {exclude}\n").Single().Refusal(entry, PackageLists.All).Should().Be(refusal);
    }

    [Fact]
    public void All_that_is_wrong_is_said_at_once_with_its_line()
    {
        var read = () => Read("[a]\npriority = high\n[b]\nsync-uri = ftp://b\ngetbinpkg-exclude = systemd sys-apps/\n");
        read.Should().Throw<ConfigurationException>().Which.Problems.Select(problem => (problem.Line, problem.Message)).Should().BeEquivalentTo(
        [
            (2, "priority: 'high' is not a whole number"),
            (1, "[a] has no sync-uri"),
            (4, "sync-uri: 'ftp://b' is no binhost: it is http://, https:// or file:// and a folder"),
            (5, "getbinpkg-exclude: 'sys-apps/' is not a package atom: 'sys-apps/' is not a package name: '' is not a name (letters, digits and +_-, not starting with +-)"),
        ]);
        FluentActions.Invoking(() => Read("# nothing\n")).Should().Throw<ConfigurationException>().WithMessage("*no binhost is declared*");
    }

    [Fact]
    public async Task A_frozen_binhost_is_asked_once()
    {
        using var server = new Mischief();
        using var transfers = new Transfers(new TransferPatience());
        server.Serve("Packages", "VERSION: 0\n\nCPV: a/a-1\nPATH: a/a-1.xpak\nSIZE: 1\nMD5: 00000000000000000000000000000000\n\n"u8.ToArray());
        var repository = new BinaryRepository(BinhostAddress.Parse(server.Url)) { Frozen = true };
        var store = new BinhostStore(HostPath.Parse(scratch.Folder), []);
        (await Binhost.OpenAsync(repository, store, transfers, CancellationToken.None)).Packages.Should().ContainSingle();
        var asked = server.Asked.Count;
        (await Binhost.OpenAsync(repository, store, transfers, CancellationToken.None)).Packages.Should().ContainSingle();
        server.Asked.Count.Should().Be(asked);
    }

    private ImmutableArray<BinaryRepository> Read(string text) => BinreposConf.Read(HostPath.Parse(scratch.Write("binrepos.conf", text)));
}
