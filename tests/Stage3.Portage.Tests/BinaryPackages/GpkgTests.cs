using System.Text;
using Stage3.Archives.Compressors;
using Stage3.Archives.Tar;
using Stage3.Linux.Files;
using Stage3.Portage.BinaryPackages;
using Stage3.Testing;

namespace Stage3.Portage.Tests.BinaryPackages;

public sealed class GpkgTests
{
    [Theory]
    [InlineData("none")]
    [InlineData("gzip")]
    [InlineData("xz")]
    [InlineData("zstd")]
    public void A_package_reads_back_as_it_was_written(string compression)
    {
        using var sample = new SamplePackage();
        var file = sample.Write(Compression.Parse(compression));
        using var package = GpkgFile.Open(file, PackageScope.Everything, CancellationToken.None);
        package.Name.Should().Be("hello-1.0-3");
        package.IsSigned.Should().BeFalse();
        var info = package.ReadMetadata();
        info.Keys.Should().Equal(SamplePackage.Info.Keys);
        info.Keys.Should().OnlyContain(key => info.Bytes(key)!.Value.SequenceEqual(SamplePackage.Info.Bytes(key)!.Value));
        using var image = package.OpenImage();
        Members(image).Should().Equal(
            "Folder / 755", "Folder /etc 750", "File /etc/hello.conf 644 world\n", "Folder /usr 755", "Folder /usr/bin 755",
            "File /usr/bin/hello 755 hello\n", "HardLink /usr/bin/hi 755 -> /usr/bin/hello", "Symlink /usr/bin/hullo 777 -> hello");
    }

    [Fact]
    public void The_container_is_plain_ustar_with_the_members_in_the_order_of_GLEP_78()
    {
        using var sample = new SamplePackage();
        using var stream = File.OpenRead(sample.Write(Compression.Zstd).Value);
        var reader = new PaxReader(stream, "package");
        var names = new List<string>();
        while (reader.Read() is { } entry) names.Add(entry.Path.ToString());
        names.Should().Equal("/hello-1.0-3/gpkg-1", "/hello-1.0-3/metadata.tar.zst", "/hello-1.0-3/image.tar.zst", "/hello-1.0-3/Manifest");
        stream.Position = 0x101;
        var magic = new byte[8];
        stream.ReadExactly(magic);
        Encoding.ASCII.GetString(magic).Should().Be("ustar\0" + "00");
    }

    [Fact]
    public void Equal_input_gives_equal_bytes()
    {
        using var one = new SamplePackage();
        using var two = new SamplePackage();
        File.ReadAllBytes(one.Write(Compression.Zstd).Value).Should().Equal(File.ReadAllBytes(two.Write(Compression.Zstd).Value));
    }

    [FactNeeding(Need.Root)]
    public void Owners_are_recorded_by_name_and_number()
    {
        using var sample = new SamplePackage();
        using (var folder = FolderHandle.Open(sample.Image / "etc")) folder.SetOwner(ByteString.Of("hello.conf"), 1234, 5678);
        using var package = GpkgFile.Open(sample.Write(Compression.Zstd), PackageScope.Everything, CancellationToken.None);
        using var image = package.OpenImage();
        PaxEntry? entry;
        while ((entry = image.Read()) is not null && entry.Path != BytePath.Parse("etc/hello.conf"))
        {
        }

        (entry!.Uid, entry.UserName.ToString(), entry.Gid, entry.GroupName.ToString()).Should().Be((1234u, "user1234", 5678u, "group5678"));
    }

    [Fact]
    public void A_package_opened_for_its_metadata_gives_no_image()
    {
        using var sample = new SamplePackage();
        using var package = GpkgFile.Open(sample.Write(Compression.Zstd), PackageScope.MetadataOnly, CancellationToken.None);
        package.ReadMetadata()["PF"].Should().Be("hello-1.0");
        var open = () => package.OpenImage();
        open.Should().Throw<InvalidOperationException>().WithMessage("*its image is not checked*");
    }

    [Fact]
    public void Any_changed_byte_of_a_member_is_found_before_anything_is_used()
    {
        using var sample = new SamplePackage();
        var file = sample.Write(Compression.Zstd);
        var whole = File.ReadAllBytes(file.Value);
        // Each 97th byte, and each of the first headers: fields that tar pads with and does not look at may change unseen.
        for (var at = 0; at < whole.Length; at += at < 1024 ? 13 : 97)
        {
            var changed = (byte[])whole.Clone();
            changed[at] ^= 0x5a;
            File.WriteAllBytes(file.Value, changed);
            try
            {
                using var package = GpkgFile.Open(file, PackageScope.Everything, CancellationToken.None);
                package.ReadMetadata()["PF"].Should().Be("hello-1.0", $"byte {at} was changed and the package was taken");
                using var image = package.OpenImage();
                Members(image).Should().HaveCount(8, $"byte {at} was changed and the package was taken");
            }
            catch (BinaryPackageException refused)
            {
                refused.File.Should().Be(file);
            }
        }
    }

    [Fact]
    public void A_package_that_is_cut_short_is_refused_at_any_length()
    {
        using var sample = new SamplePackage();
        var file = sample.Write(Compression.Zstd);
        var whole = File.ReadAllBytes(file.Value);
        var used = whole.AsSpan().LastIndexOfAnyExcept((byte)0);
        for (var length = 0; length < used; length += 211)
        {
            File.WriteAllBytes(file.Value, whole[..length]);
            var open = () => GpkgFile.Open(file, PackageScope.Everything, CancellationToken.None);
            open.Should().Throw<BinaryPackageException>();
        }
    }

    private static IEnumerable<string> Members(PackageImage image)
    {
        while (image.Read() is { } entry)
        {
            var text = entry.Type switch
            {
                PaxEntryType.File => $" {new StreamReader(image.Content).ReadToEnd()}",
                PaxEntryType.Symlink => $" -> {entry.SymlinkTarget}",
                PaxEntryType.HardLink => $" -> {entry.HardLinkTarget}",
                _ => "",
            };
            yield return $"{entry.Type} {entry.Path} {Convert.ToString(entry.Mode, 8)}{text}";
        }
    }
}
