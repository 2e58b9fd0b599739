using Stage3.Archives.Tar;
using Stage3.Linux;
using Stage3.Linux.Files;
using Stage3.Portage.BinaryPackages;
using Stage3.Testing;
using Stage3.Workspaces;

namespace Stage3.Tests.Workspaces;

public sealed class PackageDigestsTests : IDisposable
{
    private readonly Scratch scratch = new();

    public void Dispose() => scratch.Dispose();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_package_counts_signed_or_not(bool signed)
    {
        var none = Digest();
        Package("one", signed);
        var one = Digest();
        Package("other", signed);
        one.Should().NotBe(none, "a package came");
        Digest().Should().NotBe(one, "it is another one");
    }

    private string Digest() => PackageDigests.OfAll(HostPath.Parse(scratch["packages"]), CancellationToken.None);

    private void Package(string content, bool signed)
    {
        scratch.Write("image/etc/file", content);
        var file = HostPath.Parse(scratch["packages/app-misc/hello/hello-1-1.gpkg.tar"]);
        new GpkgWriter { Time = new FileTime(1_700_000_000, 0), UserName = _ => ByteString.Of("root"), GroupName = _ => ByteString.Of("root") }.Write(
            file, "hello-1-1", BuildInfo.Empty.With("CATEGORY", "app-misc").With("PF", "hello-1").With("BUILD_ID", "1"), HostPath.Parse(scratch["image"]), CancellationToken.None);
        if (signed) Sign(file);
    }

    // As GLEP 78 has it; whether the signature is good is not asked here.
    private static void Sign(HostPath file)
    {
        using var package = new MemoryStream(File.ReadAllBytes(file.Value));
        using var target = File.Create(file.Value);
        var (reader, writer) = (new PaxReader(package, file.Value), new PaxWriter(target, ""));
        while (reader.Read() is { } entry)
        {
            using var content = new MemoryStream();
            if (entry.Path.Name.ToString() == "Manifest") content.Write("-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA512\n\n"u8);
            reader.Content.CopyTo(content);
            if (entry.Path.Name.ToString() == "Manifest") content.Write("-----BEGIN PGP SIGNATURE-----\n\niQ==\n-----END PGP SIGNATURE-----\n"u8);
            content.Position = 0;
            writer.Write(entry with { Size = content.Length }, content);
        }

        writer.Finish();
    }
}
