using System.Text;
using CsCheck;
using Stage3.Archives.Digests;
using Stage3.Archives.Tar;
using Stage3.Linux;
using Stage3.Linux.Files;
using Stage3.Portage.BinaryPackages;
using Stage3.Portage.Installed;
using Stage3.Testing;

namespace Stage3.Portage.Tests.BinaryPackages;

/// <summary>Whatever bytes there are: read, or refused with a reason, in little memory. XPAK has its own in <see cref="XpakTests"/>, tar among the archives.</summary>
public sealed class MutatedInputTests
{
    private const long MostMemory = 64 << 20;

    private static readonly Gen<(int Cut, (int At, byte Value)[] Bytes)> Mutation =
        Gen.Select(Gen.Frequency((4, Gen.Const(0)), (1, Gen.Int[1, 600])), Gen.Select(Gen.Int[0, int.MaxValue], Gen.Byte).Array[1, 6]);

    [Fact]
    [Trait("Category", "Fuzz")]
    public void Mutated_GPKGs_are_read_or_refused_and_nothing_else()
    {
        using var scratch = new Scratch();
        var (file, metadata, image) = (HostPath.Parse(scratch["p-1.gpkg.tar"]), Tar("metadata/PF", "metadata/SLOT"), Tar("image/usr/a", "image/usr/b"));
        // Of the whole package, or of an inner archive under a Manifest that knows of it.
        Gen.Select(Gen.Int[0, 2], Mutation).Sample(
            (part, mutation) =>
            {
                var package = Package(part == 1 ? Mutated(metadata, mutation) : metadata, part == 2 ? Mutated(image, mutation) : image);
                File.WriteAllBytes(file.Value, part == 0 ? Mutated(package, mutation) : package);
                Bounded(() =>
                {
                    using var opened = GpkgFile.Open(file, PackageScope.Everything, CancellationToken.None);
                    opened.ReadMetadata();
                    using var members = opened.OpenImage();
                    while (members.Read() is not null) members.Content.CopyTo(Stream.Null);
                });
            },
            iter: FuzzCount.Or(500), threads: 1);
    }

    [Fact]
    [Trait("Category", "Fuzz")]
    public void Mutated_indices_are_read_or_refused_and_nothing_else()
    {
        var good = Encoding.UTF8.GetBytes("ARCH: amd64\nPACKAGES: 2\nTIMESTAMP: 1\nVERSION: 0\nREPO: main\n\nBUILD_ID: 1\nCPV: app/one-1\nDEPEND: a/b[c?] || ( d/e:0= f/g )\nMD5: d41d8cd98f00b204e9800998ecf8427e\nPATH: app/one/one-1-1.gpkg.tar\nSIZE: 12\n\nCPV: app/two-2_rc1-r3\nSLOT: 2/3\nMTIME: 5\nUSE: a b\n\n");
        Mutation.Sample(mutation => Bounded(() => PackagesIndex.Parse(Encoding.UTF8.GetString(Mutated(good, mutation)), HostPath.Parse("/Packages"))), iter: FuzzCount.Or(2000), threads: 1);
    }

    [Fact]
    [Trait("Category", "Fuzz")]
    public void Mutated_CONTENTS_are_read_or_refused_and_what_is_read_is_written_the_same()
    {
        var good = Encoding.UTF8.GetBytes("dir /usr\ndir /usr/with blank\nobj /usr/with blank/x -> y d41d8cd98f00b204e9800998ecf8427e 12\nsym /usr/link -> ../to nowhere 1700000000\nfif /run/pipe\ndev /dev/null\n");
        Mutation.Sample(
            mutation => Bounded(() =>
            {
                var contents = Contents.Parse(Mutated(good, mutation), HostPath.Parse("/CONTENTS"));
                var text = contents.ToBytes();
                Contents.Parse(text, HostPath.Parse("/CONTENTS")).ToBytes().AsSpan().SequenceEqual(text).Should().BeTrue();
            }),
            iter: FuzzCount.Or(2000), threads: 1);
    }

    private static void Bounded(Action read)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        try
        {
            read();
        }
        catch (Stage3Exception refused)
        {
            refused.What.Should().NotBeEmpty();
        }

        (GC.GetAllocatedBytesForCurrentThread() - before).Should().BeLessThan(MostMemory);
    }

    private static byte[] Mutated(byte[] good, (int Cut, (int At, byte Value)[] Bytes) mutation)
    {
        var mutated = good[..Math.Max(1, good.Length - mutation.Cut)];
        foreach (var (at, value) in mutation.Bytes) mutated[at % mutated.Length] = value;
        return mutated;
    }

    private static byte[] Package(byte[] metadata, byte[] image)
    {
        (string Name, byte[] Content)[] members = [("gpkg-1", []), ("metadata.tar", metadata), ("image.tar", image)];
        var manifest = string.Concat(members.Select(member =>
            $"DATA {member.Name} {member.Content.Length} BLAKE2B {Digest.Of(DigestKind.Blake2b, member.Content).Hex} SHA512 {Digest.Of(DigestKind.Sha512, member.Content).Hex}\n"));
        using var stream = new MemoryStream();
        var writer = new PaxWriter(stream, "p-1/");
        foreach (var (name, content) in members.Append(("Manifest", Encoding.UTF8.GetBytes(manifest)))) Add(writer, name, content);
        writer.Finish();
        return stream.ToArray();
    }

    private static byte[] Tar(params string[] names)
    {
        using var stream = new MemoryStream();
        var writer = new PaxWriter(stream, "");
        foreach (var name in names) Add(writer, name, Encoding.UTF8.GetBytes(name));
        writer.Finish();
        return stream.ToArray();
    }

    private static void Add(PaxWriter writer, string name, byte[] content)
    {
        using var source = new MemoryStream(content);
        writer.Write(new PaxEntry(BytePath.Parse(name), PaxEntryType.File) { Size = content.Length, Mode = 0x1a4 }, source);
    }
}
