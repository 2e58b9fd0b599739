using System.Text;
using CsCheck;
using Stage3.Archives.Compressors;
using Stage3.Archives.Digests;
using Stage3.Archives.Tar;
using Stage3.Linux;
using Stage3.Portage.BinaryPackages;
using Stage3.Testing;

namespace Stage3.Portage.Tests.BinaryPackages;

/// <summary>
/// Binary packages of any bytes: read, or refused with a reason, in little memory. All cases are one file in memory, and none has a process or a
/// file of its own: a million take minutes.
/// </summary>
public sealed class MutatedPackageTests : IDisposable
{
    private const string Name = "hello-1.0-3";
    private static readonly Gen<Compression> AnyCompression = Gen.Frequency((5, Gen.Const(Compression.None)), (3, Gen.Int[0, Compression.All.Length - 1].Select(at => Compression.All[at])));
    private readonly SamplePackage sample = new();
    private readonly Scratch memory = Scratch.InMemory();
    private readonly byte[] image;

    public MutatedPackageTests()
    {
        (sample.Image / $"usr/{new string('l', 120)}").EnsureFolder();
        File.WriteAllText((sample.Image / $"usr/{new string('l', 120)}/deep").Value, "deep");
        using (var sparse = File.Create((sample.Image / "usr/sparse").Value))
        {
            sparse.Position = 64 << 10;
            sparse.Write("middle"u8);
            sparse.SetLength(128 << 10);
        }

        image = Written(stream => new TreeArchiver { Prefix = "image/", Sparse = true, LatestTime = SamplePackage.Time }.Archive(sample.Image, stream, CancellationToken.None));
    }

    public void Dispose()
    {
        sample.Dispose();
        memory.Dispose();
    }

    [Fact]
    [Trait("Category", "Fuzz")]
    public void Mutated_GPKGs_are_read_or_refused_and_nothing_else()
    {
        var metadata = Written(stream =>
        {
            var writer = new PaxWriter(stream, "metadata/");
            foreach (var key in SamplePackage.Info.Keys)
            {
                var value = SamplePackage.Info.Bytes(key)!.Value.ToArray();
                writer.Write(new PaxEntry(Stage3.Linux.Files.BytePath.Parse(key), PaxEntryType.File) { Size = value.Length }, new MemoryStream(value));
            }

            writer.Finish();
        });
        var images = Compression.All.ToDictionary(compression => compression, compression => Packed(image, compression));
        var wholes = Compression.All.ToDictionary(compression => compression, compression => Gpkg(metadata, images[compression], compression));
        // The package as it is; or an inner archive, or what it became when it was compressed, under a Manifest that knows of it.
        Sample("gpkg.tar", Gen.Select(Gen.Int[0, 3], AnyCompression, Mutation.Any).Select((part, compression, mutation) => (Part: part, Compression: compression, Mutation: mutation)), of => of.Part switch
        {
            0 => of.Mutation.Of(wholes[of.Compression]),
            1 => Gpkg(of.Mutation.Of(metadata), images[Compression.None], Compression.None),
            2 => Gpkg(metadata, of.Mutation.Of(image), Compression.None),
            _ => Gpkg(metadata, of.Mutation.Of(images[of.Compression]), of.Compression),
        });
    }

    [Fact]
    [Trait("Category", "Fuzz")]
    public void Mutated_XPAK_packages_are_read_or_refused_and_nothing_else()
    {
        var segment = Xpak.Segment(SamplePackage.Info);
        var images = Compression.All.ToDictionary(compression => compression, compression => Packed(image, compression));
        var wholes = Compression.All.ToDictionary(compression => compression, compression => Xpak.Package(images[compression], segment));
        Sample("xpak", Gen.Select(Gen.Int[0, 2], AnyCompression, Mutation.Any).Select((part, compression, mutation) => (Part: part, Compression: compression, Mutation: mutation)), of => of.Part switch
        {
            0 => of.Mutation.Of(wholes[of.Compression]),
            1 => Xpak.Package(images[Compression.None], of.Mutation.Of(segment)),
            _ => Xpak.Package(of.Mutation.Of(images[of.Compression]), segment),
        });
    }

    private void Sample<T>(string ending, Gen<T> gen, Func<T, byte[]> bytes)
    {
        var path = HostPath.Parse(memory[$"p.{ending}"]);
        using var file = new FileStream(path.Value, FileMode.Create, FileAccess.ReadWrite, FileShare.ReadWrite, bufferSize: 0);
        var (tried, refused) = (0L, 0L);
        gen.Sample(
            each =>
            {
                var content = bytes(each);
                file.Position = 0;
                file.Write(content);
                file.SetLength(content.Length);
                Bounded.Try(() => Read(path), whenRefused: () => refused++);
                tried++;
            },
            iter: FuzzCount.Or(1000), threads: 1);
        refused.Should().BeInRange(tried / 4, tried - (tried / 20), "neither do most changes pass unseen, nor are all packages refused for one reason");
    }

    private static void Read(HostPath path)
    {
        using var opened = BinaryPackageFile.Open(path, PackageScope.Everything, CancellationToken.None);
        opened.ReadMetadata();
        using var members = opened.OpenImage();
        while (members.Read() is not null) members.Content.CopyTo(Stream.Null);
    }

    private static byte[] Gpkg(byte[] metadata, byte[] image, Compression compression)
    {
        (string Name, byte[] Content)[] members = [("gpkg-1", []), ("metadata.tar", metadata), ($"image.tar{compression.Ending}", image)];
        var manifest = string.Concat(members.Select(member =>
            $"DATA {member.Name} {member.Content.Length} BLAKE2B {Digest.Of(DigestKind.Blake2b, member.Content).Hex} SHA512 {Digest.Of(DigestKind.Sha512, member.Content).Hex}\n"));
        using var stream = new MemoryStream(metadata.Length + image.Length + 8192);
        foreach (var (name, content) in members.Append(("Manifest", Encoding.UTF8.GetBytes(manifest)))) Add(stream, $"{Name}/{name}", content);
        stream.Write(new byte[1024]);
        return stream.ToArray();
    }

    // By hand, for a writer has buffers that would be most of what a case costs.
    private static void Add(MemoryStream archive, string name, byte[] content)
    {
        var header = new byte[512];
        Encoding.UTF8.GetBytes(name, header);
        Encoding.UTF8.GetBytes($"0000644\00000000\00000000\0{Convert.ToString(content.Length, 8).PadLeft(11, '0')}\000000000000\0", header.AsSpan(100));
        header[156] = (byte)'0';
        "ustar\000"u8.CopyTo(header.AsSpan(257));
        Mutation.Mend(header);
        archive.Write(header);
        archive.Write(content);
        archive.Write(new byte[-content.Length & 511]);
    }

    private static byte[] Packed(byte[] content, Compression compression) =>
        Written(stream =>
        {
            using var compressor = compression.OpenWriter(stream, CompressionSettings.Default);
            compressor.Write(content);
        });

    private static byte[] Written(Action<Stream> write)
    {
        using var stream = new MemoryStream();
        write(stream);
        return stream.ToArray();
    }
}
