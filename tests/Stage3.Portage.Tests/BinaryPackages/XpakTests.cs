using Stage3.Archives.Compressors;
using Stage3.Linux;
using Stage3.Portage.BinaryPackages;
using Stage3.Testing;

namespace Stage3.Portage.Tests.BinaryPackages;

public sealed class XpakTests : IDisposable
{
    private static readonly string[] Members =
    [
        "Folder /", "Folder /etc", "File /etc/hello.conf", "Folder /usr", "Folder /usr/bin", "File /usr/bin/hello", "HardLink /usr/bin/hi", "Symlink /usr/bin/hullo",
    ];

    private readonly SamplePackage sample = new();

    public void Dispose() => sample.Dispose();

    [Theory]
    [InlineData("bzip2")]
    [InlineData("zstd")]
    [InlineData("xz")]
    [InlineData("gzip")]
    [InlineData("lz4")]
    [InlineData("none")]
    public void Metadata_and_image_come_back_whatever_compresses_the_image(string compression)
    {
        using var package = BinaryPackageFile.Open(Write(Good(Compression.Parse(compression))), PackageScope.Everything, CancellationToken.None);
        package.Should().BeOfType<XpakFile>();
        var info = package.ReadMetadata();
        info.Keys.Should().Equal(SamplePackage.Info.Keys);
        foreach (var key in info.Keys) info.Bytes(key)!.Value.Should().Equal(SamplePackage.Info.Bytes(key)!.Value);
        Read(package).Should().BeEquivalentTo(Members);
        Read(package).Should().BeEquivalentTo(Members, "an image can be read again");
    }

    [Fact]
    public void A_PKGDIR_shows_packages_of_both_formats_and_layouts()
    {
        sample.Write(Compression.Zstd);
        Write(Good(Compression.Bzip2), "app-misc/hello-1.0.tbz2");
        Write(Good(Compression.Zstd), "app-misc/hello/hello-1.0-7.xpak");
        Write(Good(Compression.Zstd), "app-misc/hello/README");
        var refused = new List<BinaryPackageException>();
        var directory = PackageDirectory.Open(sample.Packages, refused, CancellationToken.None);
        refused.Should().BeEmpty();
        directory.Index.Entries.Select(entry => (entry.Path, entry.BuildId, entry["RDEPEND"])).Should().BeEquivalentTo<(string, int?, string)>(
        [
            ("app-misc/hello-1.0.tbz2", 3, ">=sys-libs/glibc-2:2.2/2.2="),
            ("app-misc/hello/hello-1.0-3.gpkg.tar", 3, ">=sys-libs/glibc-2:2.2/2.2="),
            ("app-misc/hello/hello-1.0-7.xpak", 7, ">=sys-libs/glibc-2:2.2/2.2="),
        ]);
        directory.NextBuildId(directory.Index.Entries[0].Package).Should().Be(8);
    }

    [Fact]
    public void A_package_cut_anywhere_is_refused()
    {
        var good = Good(Compression.Zstd);
        for (var length = 0; length < good.Length; length += 7)
            Refusal(good[..length]).Should().NotBeNull($"{length} of {good.Length} bytes are not a package");
        Refusal([]).Should().Be("it is no XPAK package, or it was cut short: it does not end in 'STOP'");
    }

    [Fact]
    public void Lengths_that_contradict_each_other_are_refused()
    {
        Refusal([.. Xpak.Number(900), .. "STOP"u8]).Should().Be("its metadata claim 900 bytes, and the file has 8");
        Refusal([.. new byte[40], .. Xpak.Number(24), .. "STOP"u8]).Should().Be("its metadata do not stand between 'XPAKPACK' and 'XPAKSTOP'");
        byte[] lying = [.. "XPAKPACK"u8, .. Xpak.Number(5), .. Xpak.Number(0), .. "XPAKSTOP"u8];
        Refusal(Xpak.Package([], lying)).Should().Be("its metadata claim 24 bytes, and 5 of an index with 0 of data");
    }

    [Fact]
    public void Metadata_that_lie_are_refused()
    {
        MetadataRefusal(Xpak.Segment(("../PF", [1]))).Should().Be("its metadata has the name '../PF', which is no file name");
        MetadataRefusal(Xpak.Segment(("PF", [1]), ("PF", [2]))).Should().Be("its metadata has 'PF' more than once");
        MetadataRefusal(Xpak.Segment([.. Xpak.Number(2), .. "PF"u8, .. Xpak.Number(1), .. Xpak.Number(1)], [0])).Should().Be("its metadata puts 'PF' beyond their end");
        MetadataRefusal(Xpak.Segment([.. Xpak.Number(2), .. "PF"u8, .. Xpak.Number(uint.MaxValue), .. Xpak.Number(uint.MaxValue)], [0])).Should().Be("its metadata puts 'PF' beyond their end");
        MetadataRefusal(Xpak.Segment([.. Xpak.Number(9), .. "PF"u8], [])).Should().Be("the index of its metadata ends in the middle of an entry");
        MetadataRefusal(Xpak.Segment([0, 0], [])).Should().Be("the index of its metadata ends in the middle of an entry");
    }

    [Fact]
    public void Values_that_overlap_cannot_unfold_to_any_size()
    {
        var value = new byte[1 << 20];
        var index = Enumerable.Range(0, 65).SelectMany(number => (byte[])[.. Xpak.Number(2), .. Keys(number), .. Xpak.Number(0), .. Xpak.Number(value.Length)]);
        MetadataRefusal(Xpak.Segment([.. index], value)).Should().Be("its metadata is larger than 64 MiB");

        static byte[] Keys(int number) => [(byte)('A' + (number / 26)), (byte)('A' + (number % 26))];
    }

    [Fact]
    public void An_image_that_is_damaged_is_refused_when_the_package_is_opened()
    {
        var image = Xpak.Image(sample.Image, Compression.Bzip2);
        image[image.Length / 2] ^= 1;
        Refusal(Xpak.Package(image, Xpak.Segment(SamplePackage.Info))).Should().StartWith("it cannot be read: ");
        Refusal(Xpak.Package([], Xpak.Segment(SamplePackage.Info))).Should().StartWith("it cannot be read: the archive is cut short");
    }

    [FactNeeding(Need.Portage, "python3")]
    public void A_real_Portage_reads_ours_and_writes_what_we_read()
    {
        var image = Xpak.Image(sample.Image, Compression.Bzip2);
        var ours = Write(Xpak.Package(image, Xpak.Segment(SamplePackage.Info)));
        var theirs = sample.Packages / "app-misc/hello/hello-1.0-9.xpak";
        File.WriteAllBytes(theirs.Value, image);
        var answer = RealPortage.Ask(
            """
            from portage.xpak import tbz2, xpak_mem
            values = tbz2(sys.argv[1]).get_data()
            tbz2(sys.argv[2]).recompose_mem(xpak_mem(values))
            print(json.dumps({key.decode(): value.decode("latin-1") for key, value in values.items()}))
            """,
            ours.Value, theirs.Value);
        foreach (var key in SamplePackage.Info.Keys)
            answer.GetProperty(key).GetString()!.Select(each => (byte)each).Should().Equal(SamplePackage.Info.Bytes(key)!.Value);
        using var package = BinaryPackageFile.Open(theirs, PackageScope.Everything, CancellationToken.None);
        var info = package.ReadMetadata();
        info.Keys.Should().Equal(SamplePackage.Info.Keys);
        Read(package).Should().BeEquivalentTo(Members);
    }

    private byte[] Good(Compression compression) => Xpak.Package(Xpak.Image(sample.Image, compression), Xpak.Segment(SamplePackage.Info));

    private HostPath Write(byte[] bytes, string path = "app-misc/hello/hello-1.0-3.xpak")
    {
        var file = sample.Packages / path;
        file.Parent.EnsureFolder();
        File.WriteAllBytes(file.Value, bytes);
        return file;
    }

    private string? Refusal(byte[] bytes)
    {
        try
        {
            using var package = XpakFile.Open(Write(bytes), PackageScope.Everything, CancellationToken.None);
            return null;
        }
        catch (BinaryPackageException refused)
        {
            return refused.What;
        }
    }

    private string MetadataRefusal(byte[] segment)
    {
        using var package = XpakFile.Open(Write(Xpak.Package(Xpak.Image(sample.Image, Compression.None), segment)), PackageScope.Everything, CancellationToken.None);
        var read = () => package.ReadMetadata();
        return read.Should().Throw<BinaryPackageException>().Which.What;
    }

    private static List<string> Read(BinaryPackageFile package)
    {
        using var image = package.OpenImage();
        var members = new List<string>();
        while (image.Read() is { } entry) members.Add($"{entry.Type} {entry.Path}");
        return members;
    }
}
