using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using Stage3.Archives.Compressors;
using Stage3.Archives.Digests;
using Stage3.Embedded.Tests.Merging;
using Stage3.Emerge;
using Stage3.Emerge.Commands;
using Stage3.Emerge.Events;
using Stage3.Linux;
using Stage3.Linux.Files;
using Stage3.Portage.Binhosts;
using Stage3.Testing;

namespace Stage3.Embedded.Tests.Execution;

/// <summary>
/// All that a binhost can serve wrongly in a package whose index entry is right, of either format: refused by name, and the root is as it was.
/// </summary>
public sealed class BadBinhostTests : IDisposable
{
    private readonly Scratch scratch = new();
    private readonly MergeWorld world;
    private readonly Transfers transfers = new(new TransferPatience { Attempts = 2, Pause = TimeSpan.FromMilliseconds(1) });

    public BadBinhostTests() => world = new MergeWorld(Folder / "world").Begin();

    private HostPath Folder => HostPath.Parse(scratch.Folder);

    public void Dispose()
    {
        transfers.Dispose();
        scratch.Dispose();
    }

    public static TheoryData<string, string> Images => new()
    {
        { "a path that climbs", "has '..' or a NUL in it" },
        { "an absolute path", "the path '/etc/evil' is absolute" },
        { "below a symlink to a folder of the machine", "lies below /link, which the package says is no folder" },
        { "below a symlink that dangles", "lies below /link, which the package says is no folder" },
        { "a symlink over a folder with something in it", "is no folder, and other members of the package lie below it" },
        { "a hard link to a file of the root", "is a hard link to /etc/passwd, which is no file before it in the package" },
        { "a hard link that climbs", "the target of a hard link '../../etc/shadow' has '..' or a NUL in it" },
        { "a device node", "/usr/null is a device node, and no package has one outside of /dev" },
        { "a size beyond all disks", "its image unpacks to more than" },
        { "a negative size", "a member has the size -512" },
        { "a name twice", "/a is in the package more than once" },
        { "a newline in a name", "has a newline in its name or target" },
        { "an attribute that no file system takes", "/b of the package has the attribute nowhere.list, which the file system of the root does not take: cannot set the extended attribute" },
        { "zeros without end", "its image unpacks to more than" },
        { "an image cut short", "the archive is cut short" },
        { "another package inside", "its metadata says that it is app/other-1, and app/bad-1 was looked for" },
        { "metadata that climb", "its metadata " },
    };

    [TheoryNeeding(Need.Root)]
    [MemberData(nameof(Images))]
    public async Task What_is_wrong_inside_of_a_package_is_refused_by_name_and_nothing_of_it_is_in_the_root(string what, string said)
    {
        foreach (var (ending, package) in new[] { (".gpkg.tar", Gpkg(what)), (".xpak", Xpak(what)) })
        {
            var before = Listing();
            var merge = () => MergeAsync($"app/bad/bad-1-1{ending}", package);
            var refusal = (await merge.Should().ThrowAsync<EmergeFailedException>($"{what} in {ending}")).Which;
            refusal.What.Should().StartWith("app/bad-1: ").And.Contain(said, $"{what} in {ending}");
            Listing().Should().Equal(before, $"{what} in {ending}");
        }
    }

    [TheoryNeeding(Need.Root)]
    [InlineData("bytes behind the end", ".gpkg.tar", "it has 6 bytes behind its end")]
    [InlineData("a Manifest of other digests", ".gpkg.tar", "'image.tar' has not the")]
    [InlineData("no Manifest", ".gpkg.tar", "it has no Manifest")]
    [InlineData("cut short", ".gpkg.tar", "it cannot be read: ")]
    [InlineData("bytes behind the end", ".xpak", "it does not end in 'STOP'")]
    [InlineData("cut short", ".xpak", "it does not end in 'STOP'")]
    public async Task What_is_wrong_with_the_whole_of_it_is_too(string what, string ending, string said)
    {
        var package = ending == ".xpak" ? Xpak("nothing") : Gpkg(what);
        if (what == "bytes behind the end") package = [.. package, .. ending == ".xpak" ? [] : new byte[512], .. "hidden"u8];
        if (what == "cut short") package = package[..(package.Length / 2)];
        var before = Listing();
        var merge = () => MergeAsync($"app/bad/bad-1-1{ending}", package);
        (await merge.Should().ThrowAsync<EmergeFailedException>()).Which.What.Should().StartWith("app/bad-1: ").And.Contain(said);
        Listing().Should().Equal(before);
    }

    [TheoryNeeding(Need.Root)]
    [InlineData(".gpkg.tar")]
    [InlineData(".xpak")]
    public async Task The_same_with_nothing_wrong_is_merged(string ending)
    {
        const string What = "an access control list";
        await MergeAsync($"app/bad/bad-1-1{ending}", ending == ".xpak" ? Xpak(What) : Gpkg(What));
        File.ReadAllText((world.Root / "a").Value).Should().Be("a");
        using var root = FolderHandle.Open(world.Root);
        root.ReadXattrs(ByteString.Of("listed")).Should().Equal(Xattr.Of("system.posix_acl_access", AccessList.Of(4)));
    }

    private static byte[] Image(string what, string prefix)
    {
        var tar = new RawTar();
        if (prefix.Length > 0) tar.Add(prefix, '5');
        tar.Add($"{prefix}a", content: "a");
        switch (what)
        {
            case "a path that climbs": return tar.Add($"{prefix}../../etc/evil", content: "x").ToArray();
            case "an absolute path": return tar.Add("/etc/evil", content: "x").ToArray();
            case "below a symlink to a folder of the machine": return tar.Add($"{prefix}link", '2', "/etc").Add($"{prefix}link/evil", content: "x").ToArray();
            case "below a symlink that dangles": return tar.Add($"{prefix}link", '2', "/nowhere/at/all").Add($"{prefix}link/evil", content: "x").ToArray();
            case "a symlink over a folder with something in it": return tar.Add($"{prefix}link/evil", content: "x").Add($"{prefix}link", '2', "/etc").ToArray();
            case "a hard link to a file of the root": return tar.Add($"{prefix}hard", '1', $"{prefix}etc/passwd").ToArray();
            case "a hard link that climbs": return tar.Add($"{prefix}hard", '1', "../../etc/shadow").ToArray();
            case "a device node": return tar.Add($"{prefix}usr/null", '3').ToArray();
            case "a size beyond all disks": return tar.Add($"{prefix}huge", size: 1L << 60).ToArray();
            case "a negative size": return tar.Add($"{prefix}negative", size: -512).ToArray();
            case "a name twice": return tar.Add($"{prefix}a", content: "b").ToArray();
            case "a newline in a name": return tar.Add($"{prefix}b\nobj /etc/passwd", content: "b").ToArray();
            case "an attribute that no file system takes": return tar.AddAttribute("nowhere.list", [1]).Add($"{prefix}b", content: "b").ToArray();
            case "an access control list": return tar.AddAttribute("system.posix_acl_access", AccessList.Of(4)).Add($"{prefix}listed", content: "b").ToArray();
            case "zeros without end": return tar.ToArray(zeros: 200 << 20);
            case "an image cut short": return tar.Add($"{prefix}long", content: "x", size: 5000).ToArray()[..2048];
            default: return tar.ToArray();
        }
    }

    private static (string Key, string Value)[] Metadata(string what) =>
    [
        ("CATEGORY", "app"), ("PF", what == "another package inside" ? "other-1" : "bad-1"), ("EAPI", "8"), ("SLOT", "0"), ("KEYWORDS", "amd64"), ("DEFINED_PHASES", "-"), ("BUILD_ID", "1"), ("BUILD_TIME", "1"),
        ("repository", "main"), .. what == "metadata that climb" ? [("../../PF", "bad-1")] : Array.Empty<(string, string)>(),
    ];

    private static byte[] Gpkg(string what)
    {
        var metadata = new RawTar();
        foreach (var (key, value) in Metadata(what)) metadata.Add($"metadata/{key}", content: value + "\n");
        var image = Packed(Image(what, "image/"), out var name);
        var members = new List<(string Name, byte[] Content)> { ("gpkg-1", []), ("metadata.tar", metadata.ToArray()), (name, image) };
        var manifest = string.Concat(members.Select(member => string.Create(CultureInfo.InvariantCulture, $"DATA {member.Name} {member.Content.Length} SHA512 {Digest.Of(DigestKind.Sha512, member.Content).Hex}\n")));
        if (what == "a Manifest of other digests") members[2] = (name, Image("a name twice", "image/") is var other && other.Length == image.Length ? other : [.. image[..^1], 1]);
        if (what != "no Manifest") members.Add(("Manifest", Encoding.UTF8.GetBytes(manifest)));
        return members.Aggregate(new RawTar(), (tar, member) => tar.Add($"bad-1-1/{member.Name}", member.Content)).ToArray();
    }

    private static byte[] Xpak(string what)
    {
        var (index, data) = (new MemoryStream(), new MemoryStream());
        foreach (var (key, value) in Metadata(what))
        {
            index.Write([.. Number(Encoding.UTF8.GetByteCount(key)), .. Encoding.UTF8.GetBytes(key), .. Number((int)data.Length), .. Number(value.Length + 1)]);
            data.Write(Encoding.UTF8.GetBytes(value + "\n"));
        }

        byte[] segment = [.. "XPAKPACK"u8, .. Number((int)index.Length), .. Number((int)data.Length), .. index.ToArray(), .. data.ToArray(), .. "XPAKSTOP"u8];
        return [.. Packed(Image(what, ""), out _), .. segment, .. Number(segment.Length), .. "STOP"u8];
    }

    // Only what is long is worth compressing, and shows that what it unpacks to is looked at.
    private static byte[] Packed(byte[] image, out string name)
    {
        name = image.Length > 1 << 20 ? "image.tar.zst" : "image.tar";
        if (name == "image.tar") return image;
        using var packed = new MemoryStream();
        using (var writer = Compression.Zstd.OpenWriter(packed, CompressionSettings.Default)) writer.Write(image);
        return packed.ToArray();
    }

    private static byte[] Number(int number)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(bytes, number);
        return bytes;
    }

    private async Task MergeAsync(string path, byte[] package)
    {
        var served = (Folder / "served" / Guid.NewGuid().ToString("N")).EnsureFolder();
        (served / path).Parent.EnsureFolder();
        File.WriteAllBytes((served / path).Value, package);
        File.WriteAllText((served / "Packages").Value, string.Create(CultureInfo.InvariantCulture,
            $"ARCH: amd64\nVERSION: 0\n\nBUILD_ID: 1\nCPV: app/bad-1\nDEFINED_PHASES: -\nEAPI: 8\nKEYWORDS: amd64\nPATH: {path}\nSHA1: {Digest.Of(DigestKind.Sha1, package).Hex}\nSIZE: {package.Length}\nREPO: main\n\n"));
        using var web = new WebFolder(served.Value);
        var work = Folder / "work";
        await new EmbeddedEmerge(new EmbeddedSettings
        {
            ReposConf = Folder / "world/repos.conf", PkgDir = work / "packages", DistDir = work / "distfiles", Cache = work / "cache", Temporary = work / "temporary", Logs = work / "logs",
            Binhosts = new BinhostSet([new BinaryRepository(BinhostAddress.Parse(web.Address))], new BinhostStore(work / "store", []), transfers),
        }).RunAsync(
            new EmergeCommand(RootPath.At(world.Root), [PackageSelector.Parse("app/bad")]) { ConfigRoot = Folder / "world/config", BinaryPackages = BinaryPackages.UseOnly, OneShot = true },
            new Progress<EmergeEvent>(), CancellationToken.None);
    }

    private List<string> Listing() =>
    [
        .. Directory.EnumerateFileSystemEntries(world.Root.Value, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
            .Select(path => Directory.Exists(path) && new FileInfo(path).LinkTarget is null ? path : $"{path} {new FileInfo(path).LinkTarget ?? File.ReadAllText(path)}"),
    ];
}
