using System.IO.Compression;
using Stage3.Archives.Compressors;
using Stage3.Linux;
using Stage3.Portage.BinaryPackages;
using Stage3.Portage.Configuration;
using Stage3.Portage.Names;

namespace Stage3.Portage.Tests.BinaryPackages;

public sealed class PackageDirectoryTests
{
    private static readonly HostPath Here = HostPath.Parse("/var/cache/binpkgs/Packages");

    [Fact]
    public void An_index_is_written_as_Portage_writes_it_and_reads_back_equal()
    {
        var index = PackagesIndex.Empty with { Header = PackagesIndex.Empty.Header.Add("CHOST", "x86_64-pc-linux-gnu").Add("ARCH", "amd64") };
        index = index.With(Entry("app-misc/b-1", "app-misc/b/b-1-1.gpkg.tar", ("SLOT", "2"), ("CHOST", "x86_64-pc-linux-gnu"), ("USE", "")));
        index = index.With(Entry("app-misc/a-2", "app-misc/a/a-2-1.gpkg.tar", ("SLOT", "0"), ("_mtime_", "12"), ("repository", "main"), ("CHOST", "other")));
        index.Format(1700000000).Should().Be(
            """
            ARCH: amd64
            CHOST: x86_64-pc-linux-gnu
            PACKAGES: 2
            TIMESTAMP: 1700000000
            VERSION: 0

            CHOST: other
            CPV: app-misc/a-2
            PATH: app-misc/a/a-2-1.gpkg.tar
            MTIME: 12
            REPO: main

            CPV: app-misc/b-1
            PATH: app-misc/b/b-1-1.gpkg.tar
            SLOT: 2


            """);
        var read = PackagesIndex.Parse(index.Format(1700000000), Here);
        read.Format(1700000000).Should().Be(index.Format(1700000000));
        read.Header.Should().Equal(index.Header);
        read.Entries[1]["CHOST"].Should().Be("x86_64-pc-linux-gnu");
        read.Entries[1]["EAPI"].Should().Be("0");
    }

    [Theory]
    [InlineData("VERSION: 1\n\n", "the index has the version 1, and only 0 is known")]
    [InlineData("VERSION: 0\n\nSLOT: 0\n\n", "CPV: ")]
    [InlineData("VERSION: 0\n\nCPV: nothing\n\n", "CPV: 'nothing'")]
    public void An_index_that_cannot_be_read_is_told(string text, string message)
    {
        var parse = () => PackagesIndex.Parse(text, Here);
        parse.Should().Throw<ConfigurationException>().Which.What.Should().StartWith(message);
    }

    [Fact]
    public void A_folder_is_scanned_without_an_index_and_its_index_is_then_believed()
    {
        using var sample = new SamplePackage();
        var file = sample.Write(Compression.Zstd);
        var refused = new List<BinaryPackageException>();
        var scanned = PackageDirectory.Open(sample.Packages, refused, CancellationToken.None);
        var entry = scanned.Of(PackageName.Parse("app-misc/hello")).Should().ContainSingle().Subject;
        (entry.BuildId, entry.Size, entry["USE"], entry["RDEPEND"]).Should().Be((3, new FileInfo(file.Value).Length, "a", ">=sys-libs/glibc-2:2.2/2.2="));
        scanned.PathOf(entry).Should().Be(file);
        scanned.PathOf(entry.Package, 3).Should().Be(file);
        scanned.NextBuildId(entry.Package).Should().Be(4);
        scanned.WriteIndex(1700000000);
        using (var gzip = new GZipStream(File.OpenRead((sample.Packages / "Packages.gz").Value), CompressionMode.Decompress))
            new StreamReader(gzip).ReadToEnd().Should().Be(File.ReadAllText((sample.Packages / "Packages").Value));

        // A changed index entry comes back only if the package was not opened again.
        var text = File.ReadAllText((sample.Packages / "Packages").Value);
        File.WriteAllText((sample.Packages / "Packages").Value, text.Replace("USE: a\n", "USE: believed\n"));
        Open().Index.Entries.Single()["USE"].Should().Be("believed");
        File.SetLastWriteTimeUtc(file.Value, DateTime.UnixEpoch.AddYears(40));
        Open().Index.Entries.Single()["USE"].Should().Be("a");
        File.Delete(file.Value);
        Open().Index.Entries.Should().BeEmpty();
        refused.Should().BeEmpty();

        PackageDirectory Open() => PackageDirectory.Open(sample.Packages, refused, CancellationToken.None);
    }

    [Fact]
    public void Broken_and_misnamed_packages_are_told_and_the_others_used()
    {
        using var sample = new SamplePackage();
        sample.Write(Compression.None);
        sample.Write(Compression.None, sample.Packages / "app-misc/hello-1.0.gpkg.tar");
        sample.Write(Compression.None, sample.Packages / "app-misc/hello/other-1.0-1.gpkg.tar");
        File.WriteAllText((sample.Packages / "app-misc/hello/hello-2.0-1.gpkg.tar").Value, "no package");
        File.WriteAllText((sample.Packages / "app-misc/hello/.stage3-1-1.new").Value, "half");
        var refused = new List<BinaryPackageException>();
        PackageDirectory.Open(sample.Packages, refused, CancellationToken.None).Index.Entries.Select(entry => entry.Path).Should().Equal(
            "app-misc/hello-1.0.gpkg.tar", "app-misc/hello/hello-1.0-3.gpkg.tar");
        refused.Select(each => Path.GetFileName(each.File.Value)).Should().Equal("hello-2.0-1.gpkg.tar", "other-1.0-1.gpkg.tar");
        refused[1].What.Should().Be("its metadata says that it is app-misc/hello-1.0, which its file name does not");
    }

    [Fact]
    public void A_folder_that_is_missing_is_an_empty_one() =>
        PackageDirectory.Open(HostPath.Parse("/nowhere/at/all"), [], CancellationToken.None).Index.Entries.Should().BeEmpty();

    private static PackagesIndexEntry Entry(string cpv, string path, params (string Key, string Value)[] more) =>
        new(PackageId.Parse(cpv), more.Aggregate(PackagesIndex.Empty.Header.Add("CPV", cpv).Add("PATH", path), (values, pair) => values.SetItem(pair.Key, pair.Value)));
}
