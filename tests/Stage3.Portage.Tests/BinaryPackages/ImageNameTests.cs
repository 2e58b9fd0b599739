using System.Text;
using Stage3.Archives.Compressors;
using Stage3.Linux;
using Stage3.Portage.BinaryPackages;

namespace Stage3.Portage.Tests.BinaryPackages;

/// <summary>What two packages have that have the same image.</summary>
public sealed class ImageNameTests
{
    [Fact]
    public void It_is_the_digest_of_the_archive_and_how_that_is_compressed()
    {
        using var sample = new SamplePackage();
        var file = sample.Write(Compression.Zstd);
        using (var package = BinaryPackageFile.Open(file, PackageScope.MetadataOnly, CancellationToken.None))
            package.ImageName.Should().Be(((GpkgFile)package).Manifest.Entries.Single(entry => entry.Name == "image.tar.zst").Digests.Single(digest => digest.Kind == Archives.Digests.DigestKind.Sha512).Hex + ".zst");

        NameOf(file).Should().Be(NameOf(sample.Write(Compression.Zstd, sample.Folder / "other.gpkg.tar")));
        NameOf(sample.Write(Compression.None, sample.Folder / "plain.gpkg.tar")).Should().MatchRegex("^[0-9a-f]{128}$");
        NameOf(file).Should().NotBe(NameOf(sample.Folder / "plain.gpkg.tar"));
    }

    [Theory]
    [InlineData("../../../../etc/passwd")]
    [InlineData("0")]
    public void A_digest_that_is_none_names_nothing(string text)
    {
        using var sample = new SamplePackage();
        var file = sample.Write(Compression.Zstd);
        var digest = NameOf(file)![..128];
        // Nobody has looked at the image: the Manifest may say of it what it likes.
        var bytes = Encoding.Latin1.GetString(File.ReadAllBytes(file.Value)).Replace(digest, text.PadRight(128, '/'));
        File.WriteAllBytes(file.Value, Encoding.Latin1.GetBytes(bytes));
        NameOf(file).Should().BeNull();
    }

    private static string? NameOf(HostPath file)
    {
        using var package = BinaryPackageFile.Open(file, PackageScope.MetadataOnly, CancellationToken.None);
        return package.ImageName;
    }
}
