using System.Text;
using Stage3.Archives.Compressors;
using Stage3.Archives.Digests;
using Stage3.Archives.Tar;
using Stage3.Linux;
using Stage3.Linux.Files;
using Stage3.Portage.BinaryPackages;
using Stage3.Testing;

namespace Stage3.Portage.Tests.BinaryPackages;

/// <summary>Packages made by hand, each wrong in one way, each refused by name.</summary>
public sealed class GpkgRefusalTests
{
    private static readonly (string Name, byte[] Content)[] Good =
    [
        ("p-1/gpkg-1", []), ("p-1/metadata.tar", Tar("metadata/PF")), ("p-1/image.tar", Tar("image/file")),
    ];

    [Fact]
    public void The_hand_made_package_itself_is_taken() => Refusal(Good, null).Should().BeNull();

    [Fact]
    public void Members_in_another_order_and_members_of_unknown_names_are_taken()
    {
        Refusal(Good.Reverse(), null).Should().BeNull();
        Refusal(Good.Append(("p-1/extra", [1])), null).Should().BeNull();
    }

    [Fact]
    public void A_tar_without_the_format_member_is_no_GPKG() => Refusal(Good[1..], null).Should().Be("it is not a GPKG: it has no 'gpkg-1'");

    [Fact]
    public void Two_folders_are_refused() => Refusal(Good.Append(("q-1/extra", [])), null).Should().Be("its members lie in two folders, 'p-1' and 'q-1'");

    [Theory]
    [InlineData("p-1/a/b")]
    [InlineData("p-1")]
    public void Members_at_other_depths_are_refused(string name) =>
        Refusal(Good.Append((name, [])), null).Should().Be($"its member '{name}' does not lie in the one folder that a package has");

    [Fact]
    public void A_name_that_stands_twice_is_refused() => Refusal(Good.Append(Good[1]), null).Should().Be("it has 'metadata.tar' more than once");

    [Fact]
    public void Two_metadata_archives_are_refused() =>
        Refusal(Good.Append(("p-1/metadata.tar.gz", [1])), null).Should().Be("it has more than one 'metadata.tar'");

    [Fact]
    public void A_missing_archive_is_refused() => Refusal(Good[..2], null).Should().Be("it has no 'image.tar'");

    [Fact]
    public void A_package_without_Manifest_is_refused() => Refusal(Good, "").Should().Be("it has no Manifest");

    [Fact]
    public void What_the_Manifest_does_not_name_is_refused() =>
        Refusal(Good.Append(("p-1/extra", [1])), Manifest(Good)).Should().Be("its Manifest does not name 'extra'");

    [Fact]
    public void What_only_the_Manifest_names_is_refused() =>
        Refusal(Good, Manifest(Good.Append(("p-1/extra", [1])))).Should().Be("its Manifest names 'extra', which it has not");

    [Fact]
    public void Another_size_is_refused() => Refusal(Good, Manifest(Good).Replace("DATA gpkg-1 0", "DATA gpkg-1 1")).Should().Be("'gpkg-1' has 0 bytes, and its Manifest says 1");

    [Fact]
    public void Either_digest_is_checked()
    {
        var (blake, sha) = (Digest.Of(DigestKind.Blake2b, Good[2].Content).Hex, Digest.Of(DigestKind.Sha512, Good[2].Content).Hex);
        Refusal(Good, Manifest(Good).Replace(blake, new string('0', 128))).Should().Be("'image.tar' has not the BLAKE2B that its Manifest says");
        Refusal(Good, Manifest(Good).Replace(sha, new string('0', 128))).Should().Be("'image.tar' has not the SHA512 that its Manifest says");
        Refusal(Good, Manifest(Good).Replace($" SHA512 {sha}", "")).Should().BeNull();
        Refusal(Good, Manifest(Good).Replace($"BLAKE2B {blake} SHA512 {sha}", $"MD5 {blake}")).Should().StartWith("the Manifest has no digest of 'image.tar'");
    }

    [Theory]
    [InlineData("DATA x\n", "the Manifest has the line 'DATA x'")]
    [InlineData("MISC x 1 SHA512 0\n", "the Manifest has the line 'MISC x 1 SHA512 0'")]
    [InlineData("DATA x many SHA512 0\n", "the Manifest gives 'x' the size 'many'")]
    [InlineData("DATA x 1 SHA512 0\nDATA x 1 SHA512 0\n", "the Manifest names 'x' more than once")]
    public void A_Manifest_that_cannot_be_read_is_refused(string manifest, string reason) => Refusal(Good, manifest).Should().StartWith(reason);

    [Fact]
    public void A_signature_is_told_and_not_judged_where_a_package_is_opened()
    {
        using var scratch = new Scratch();
        var signed = $"-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA512\n\n{Manifest(Good)}-----BEGIN PGP SIGNATURE-----\n\niQ==\n-----END PGP SIGNATURE-----\n";
        (string Name, byte[] Content)[] withSignature = [.. Good, ("p-1/image.tar.sig", [1])];
        foreach (var (members, manifest, isSigned) in new[] { ([.. Good], Manifest(Good), false), ([.. Good], signed, true), (withSignature, Manifest(withSignature), true) })
        {
            using var package = GpkgFile.Open(Write(scratch, members, manifest), PackageScope.Everything, CancellationToken.None);
            package.IsSigned.Should().Be(isSigned);
        }
    }

    [Fact]
    public void Bytes_behind_the_end_are_refused()
    {
        using var scratch = new Scratch();
        var file = Write(scratch, Good, Manifest(Good));
        File.AppendAllText(file.Value, new string('\0', 1024) + "hidden");
        var open = () => GpkgFile.Open(file, PackageScope.Everything, CancellationToken.None);
        open.Should().Throw<BinaryPackageException>().Which.What.Should().Be("it has 6 bytes behind its end");
    }

    [Theory]
    [InlineData("metadata/../PF", "its metadata cannot be read")]
    [InlineData("other/PF", "its metadata has the member '/other/PF', which is no file of 'metadata/'")]
    [InlineData("metadata/a/b", "its metadata has the member '/metadata/a/b', which is no file of 'metadata/'")]
    public void Metadata_elsewhere_is_refused(string member, string reason)
    {
        using var scratch = new Scratch();
        var members = Good.Select(each => each.Name == "p-1/metadata.tar" ? (each.Name, Tar(member)) : each).ToArray();
        using var package = GpkgFile.Open(Write(scratch, members, Manifest(members)), PackageScope.Everything, CancellationToken.None);
        var read = () => package.ReadMetadata();
        read.Should().Throw<BinaryPackageException>().Which.What.Should().StartWith(reason);
    }

    [Fact]
    public void An_image_that_leaves_its_folder_is_refused()
    {
        using var scratch = new Scratch();
        var members = Good.Select(each => each.Name == "p-1/image.tar" ? (each.Name, Tar("imagine/file")) : each).ToArray();
        using var package = GpkgFile.Open(Write(scratch, members, Manifest(members)), PackageScope.Everything, CancellationToken.None);
        using var image = package.OpenImage();
        var read = () => image.Read();
        read.Should().Throw<BinaryPackageException>().Which.What.Should().Be("its image has the member '/imagine/file' outside of 'image/'");
    }

    [Fact]
    public void An_image_that_unpacks_to_more_than_its_package_bears_out_is_refused_before_that_is_read()
    {
        // A member that says it is huge, zeros without end behind the last one, and members without end.
        Imaged(writer => writer.Write(new PaxEntry(BytePath.Parse("image/huge"), PaxEntryType.File) { Size = 1L << 40 }, Stream.Null))
            .Should().StartWith("its image unpacks to more than ").And.EndWith("KiB of package and what it says of itself do not bear out");
        Imaged(writer => writer.Write(new PaxEntry(BytePath.Parse("image/file"), PaxEntryType.File), Stream.Null), zerosBehind: 300 << 20).Should().StartWith("its image unpacks to more than ");
        Imaged(writer =>
        {
            for (var i = 0; i < 400_000; i++) writer.Write(new PaxEntry(BytePath.Parse("image/file"), PaxEntryType.File), Stream.Null);
        }).Should().StartWith("its image unpacks to more than ");
    }

    [Fact]
    public void Metadata_that_unfold_without_end_are_refused()
    {
        using var scratch = new Scratch();
        var members = Good.Select(each => each.Name == "p-1/metadata.tar" ? ("p-1/metadata.tar.zst", Compressed(Tar("metadata/PF"), 100 << 20)) : each).ToArray();
        using var package = GpkgFile.Open(Write(scratch, members, Manifest(members)), PackageScope.Everything, CancellationToken.None);
        var read = () => package.ReadMetadata();
        read.Should().Throw<BinaryPackageException>().Which.What.Should().Be("its metadata is larger than 64 MiB");
    }

    private static string? Imaged(Action<PaxWriter> write, int zerosBehind = 0)
    {
        using var scratch = new Scratch();
        using var tar = new MemoryStream();
        try
        {
            var writer = new PaxWriter(tar, "");
            write(writer);
            writer.Finish();
        }
        catch (Stage3Exception)
        {
            // Its content is missing: the header is all that is wanted of it.
        }

        var members = Good.Select(each => each.Name == "p-1/image.tar" ? ("p-1/image.tar.zst", Compressed(tar.ToArray(), zerosBehind)) : each).ToArray();
        using var package = GpkgFile.Open(Write(scratch, members, Manifest(members)), PackageScope.Everything, CancellationToken.None);
        using var image = package.OpenImage();
        try
        {
            while (image.Read() is not null);
            return null;
        }
        catch (BinaryPackageException refused)
        {
            return refused.What;
        }
    }

    private static byte[] Compressed(byte[] content, int zerosBehind)
    {
        using var packed = new MemoryStream();
        using (var writer = Compression.Zstd.OpenWriter(packed, CompressionSettings.Default))
        {
            writer.Write(content);
            var zeros = new byte[1 << 20];
            for (var left = zerosBehind; left > 0; left -= zeros.Length) writer.Write(zeros);
        }

        return packed.ToArray();
    }

    private static string? Refusal(IEnumerable<(string Name, byte[] Content)> members, string? manifest)
    {
        using var scratch = new Scratch();
        try
        {
            using var package = GpkgFile.Open(Write(scratch, [.. members], manifest ?? Manifest(members)), PackageScope.Everything, CancellationToken.None);
            return null;
        }
        catch (BinaryPackageException refused)
        {
            return refused.What;
        }
    }

    private static HostPath Write(Scratch scratch, (string Name, byte[] Content)[] members, string manifest)
    {
        using var stream = new MemoryStream();
        (string Name, byte[] Content)[] all = manifest.Length == 0 ? members : [.. members, ("p-1/Manifest", Encoding.UTF8.GetBytes(manifest))];
        Put(stream, all);
        File.WriteAllBytes(scratch["p-1.gpkg.tar"], stream.ToArray());
        return HostPath.Parse(scratch["p-1.gpkg.tar"]);
    }

    private static string Manifest(IEnumerable<(string Name, byte[] Content)> members) =>
        GpkgManifest.Of(members.DistinctBy(member => member.Name).Where(member => member.Name.Contains('/')).Select(member => new GpkgManifestEntry(
            member.Name[(member.Name.IndexOf('/') + 1)..], member.Content.Length,
            [Digest.Of(DigestKind.Blake2b, member.Content), Digest.Of(DigestKind.Sha512, member.Content)]))).ToString();

    /// <summary>A member's name goes in as it is: the writer of archives would not write a wrong one.</summary>
    private static byte[] Tar(string member)
    {
        using var stream = new MemoryStream();
        Put(stream, [(member, "x\n"u8.ToArray())]);
        return stream.ToArray();
    }

    private static void Put(MemoryStream stream, (string Name, byte[] Content)[] members)
    {
        foreach (var (name, content) in members)
        {
            var header = new byte[512];
            Encoding.ASCII.GetBytes($"{name}").CopyTo(header, 0);
            Encoding.ASCII.GetBytes("0000644\00000000\00000000\0").CopyTo(header, 100);
            Encoding.ASCII.GetBytes($"{Convert.ToString(content.Length, 8).PadLeft(11, '0')}\0{new string('0', 11)}\0").CopyTo(header, 124);
            Encoding.ASCII.GetBytes("        0").CopyTo(header, 148);
            Encoding.ASCII.GetBytes("ustar\0" + "00").CopyTo(header, 257);
            Encoding.ASCII.GetBytes($"{Convert.ToString(header.Sum(each => each), 8).PadLeft(6, '0')}\0 ").CopyTo(header, 148);
            stream.Write(header);
            stream.Write(content);
            stream.Write(new byte[(512 - (content.Length % 512)) % 512]);
        }

        stream.Write(new byte[1024]);
    }
}
