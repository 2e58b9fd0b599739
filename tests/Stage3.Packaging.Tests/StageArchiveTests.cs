using System.Diagnostics;
using System.Net.Sockets;
using System.Security.Cryptography;
using Stage3.Archives.Compressors;
using Stage3.Archives.Tar;
using Stage3.Linux;
using Stage3.Linux.Files;
using Stage3.Testing;

namespace Stage3.Packaging.Tests;

public sealed class StageArchiveTests : IDisposable
{
    private readonly SampleTree _tree = new();

    public void Dispose() => _tree.Dispose();

    [Fact]
    public async Task The_archive_has_the_name_that_Gentoo_gives_with_its_digest_beside_it()
    {
        var result = await WriteAsync(_tree.Request);

        result.Path.Name.Should().Be("stage3-amd64-test-20260131T170233Z.tar.xz");
        _tree.Outputs.Should().BeEquivalentTo(new[] { "", ".CONTENTS.gz", ".DIGESTS", ".packages.json", ".sha256", ".spdx.json" }.Select(ending => result.Path.Name + ending));
        var hex = Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(result.Path.Value)));
        result.Sha256.Hex.Should().Be(hex);
        File.ReadAllText(_tree.Request.DigestPath.Value).Should().Be($"{hex}  {result.Path.Name}\n");
        result.Size.Should().Be(new FileInfo(result.Path.Value).Length);
        result.LeftOut.Should().BeEmpty();
    }

    [FactNeeding(Need.Root)]
    public async Task Owners_modes_times_links_devices_attributes_and_odd_names_are_kept()
    {
        _tree.WithRootsOwn();

        var result = await WriteAsync(_tree.Request);

        var entries = Read(result.Path);
        entries.Should().HaveCount((int)result.Entries);
        entries.Select(entry => entry.Path).Should().BeInAscendingOrder();
        var big = entries.Single(entry => entry.Path == BytePath.Parse("usr/bin/big"));
        big.Should().BeEquivalentTo(new { Type = PaxEntryType.File, Mode = 0b100_111_101_101, Uid = 3_000_000u, Gid = 101u, Size = 300_000L });
        big.Modified.Should().Be(new FileTime(-5, 250_000_000));
        big.Xattrs.Should().ContainSingle().Which.Name.Should().Be(ByteString.Of("security.capability"));
        big.UserName.IsEmpty.Should().BeTrue("names of the build host have no place in a stage");
        entries.Single(entry => entry.Type == PaxEntryType.CharacterDevice).Node.Should().Be(new DeviceNumber(1, 3));
        entries.Single(entry => entry.Type == PaxEntryType.HardLink).HardLinkTarget.Should().Be(big.Path);
        entries.Single(entry => entry.Type == PaxEntryType.Fifo).Mode.Should().Be(0b110_100_000);
        entries.Single(entry => entry.Type == PaxEntryType.Symlink).SymlinkTarget.Should().Be(ByteString.Of("usr/bin"));
        entries.Should().Contain(entry => entry.Path.Name == ByteString.Of(new byte[] { (byte)'J', 0xf6, (byte)'\n' }));
    }

    [FactNeeding(Need.Root, "tar", "xz")]
    public async Task GNU_tar_lists_and_unpacks_it()
    {
        _tree.WithRootsOwn();
        var result = await WriteAsync(_tree.Request);
        var target = (_tree.Output / "unpacked").EnsureFolder();

        Run("tar", "-tvf", result.Path.Value).Should().Contain("3000000/101").And.Contain("./usr/bin/big").And.Contain("bin -> usr/bin");
        Run("tar", "--xattrs", "--xattrs-include=*", "-xpf", result.Path.Value, "-C", target.Value);

        // Packed again, what was unpacked is the same archive.
        var again = await WriteAsync(_tree.Request with { Root = target, Folder = (_tree.Output / "again").EnsureFolder() });
        again.Sha256.Should().Be(result.Sha256);
    }

    [TheoryNeeding(Need.Root, "bsdtar")]
    [InlineData("xz")]
    [InlineData("zstd")]
    public async Task Bsdtar_unpacks_it_with_all_that_is_in_it(string compression)
    {
        _tree.WithRootsOwn();
        // libarchive 3.6 complains of names that are no UTF-8 (and unpacks them), and takes -4.75 s for -3.25 s: of GNU tar's archives as of ours.
        using (var bin = FolderHandle.Open(_tree.Root / "usr/bin"))
        {
            bin.RemoveFile(ByteString.Of([(byte)'J', 0xf6, (byte)'\n']));
            bin.SetModified(ByteString.Of("big"), new FileTime(5, 250_000_000));
        }

        _tree.Write("usr/bin/ünï", "");
        Directory.SetLastWriteTimeUtc(_tree.Root.Value, DateTime.UnixEpoch.AddSeconds(1000));
        var request = _tree.Request with { Plan = CompressionPlan.Of(Compression.Parse(compression), CompressionEffort.Fast) };
        var result = await WriteAsync(request);
        var target = (_tree.Output / "unpacked").EnsureFolder();

        Run("env", "LC_ALL=C.UTF-8", "bsdtar", "--numeric-owner", "-xpf", result.Path.Value, "-C", target.Value);
        // The folder that it unpacks into is the one thing that it leaves as it was.
        Directory.SetLastWriteTimeUtc(target.Value, DateTime.UnixEpoch.AddSeconds(1000));

        var again = await WriteAsync(request with { Root = target, Folder = (_tree.Output / "again").EnsureFolder() });
        ArchiveComparison.First(result.Path, again.Path, CancellationToken.None).Should().BeNull();
        again.Sha256.Should().Be(result.Sha256);
    }

    [Fact]
    public async Task Nothing_has_its_final_name_before_all_was_read_back()
    {
        var seen = new List<(StageArchivePhase Phase, string Names)>();

        var result = await StageArchive.WriteAsync(
            _tree.Request,
            new Told(progress => seen.Add((progress.Phase, string.Join(' ', _tree.Outputs.Where(name => !name.StartsWith(".stage3-", StringComparison.Ordinal)))))),
            CancellationToken.None);

        // Whoever is killed on the way leaves no file that looks like a stage.
        seen.Select(one => one.Phase).Should().Contain(StageArchivePhase.ReadingBack);
        seen.Should().OnlyContain(one => one.Names.Length == 0);
        _tree.Outputs.Should().Contain(result.Path.Name);
    }

    [FactNeeding(Need.Root, "tar", "xz")]
    public async Task The_list_is_that_of_GNU_tar()
    {
        _tree.WithRootsOwn();
        File.SetUnixFileMode(_tree.Path("etc"), (UnixFileMode)0b011_111_100_100);

        var result = await WriteAsync(_tree.Request);

        using var file = File.OpenRead(_tree.Request.ContentsPath.Value);
        using var text = new StreamReader(new System.IO.Compression.GZipStream(file, System.IO.Compression.CompressionMode.Decompress));
        text.ReadToEnd().Should().Be(Run("env", "LC_ALL=C", "TZ=UTC", "tar", "-tvf", result.Path.Value));
    }

    [FactNeeding("sha512sum", "b2sum", "sha256sum")]
    public async Task The_digests_are_those_that_coreutils_find()
    {
        var result = await WriteAsync(_tree.Request);

        var digests = File.ReadAllLines(_tree.Request.DigestsPath.Value);
        digests.Should().HaveCount(8);
        foreach (var (at, path) in new[] { (0, result.Path), (4, _tree.Request.ContentsPath) })
        {
            digests[at].Should().Be("# BLAKE2B HASH");
            digests[at + 1].Should().Be(Run("b2sum", path.Value).Split(' ')[0] + "  " + path.Name);
            digests[at + 2].Should().Be("# SHA512 HASH");
            digests[at + 3].Should().Be(Run("sha512sum", path.Value).Split(' ')[0] + "  " + path.Name);
        }
        Run("env", "-C", _tree.Output.Value, "sha256sum", "-c", _tree.Request.DigestPath.Name).Should().EndWith(": OK\n");
    }

    [FactNeeding(Need.Root, "tar")]
    public async Task The_tar_stream_is_that_of_GNU_tar()
    {
        _tree.WithRootsOwn();
        var result = await WriteAsync(_tree.Request with { Plan = SampleTree.Plain });
        var theirs = _tree.Output / "theirs.tar";

        Run("tar", "--format=posix", "--xattrs", "--xattrs-include=*", "--numeric-owner", "--sort=name",
            "--pax-option=exthdr.name=%d/PaxHeaders/%f,delete=atime,delete=ctime", "-cf", theirs.Value, "-C", _tree.Root.Value, ".");

        SHA256.HashData(File.ReadAllBytes(theirs.Value)).Should().Equal(SHA256.HashData(File.ReadAllBytes(result.Path.Value)));
        result.TarSize.Should().Be(result.Size);
    }

    [Fact]
    public async Task The_output_does_not_depend_on_the_number_of_threads()
    {
        _tree.Write("usr/lib/libc.so", string.Concat(Enumerable.Range(0, 400_000)));

        var one = await WriteAsync(_tree.Request);
        var three = await WriteAsync(_tree.Request with { Threads = 3 });

        three.Sha256.Should().Be(one.Sha256);
        three.Request.Plan.BlockSize.Should().Be(1 << 20, "who wants the same bytes again needs to know it");
    }

    [Fact]
    public async Task Later_times_become_the_latest_time()
    {
        File.SetLastWriteTimeUtc(_tree.Path("etc/passwd"), DateTime.UnixEpoch.AddSeconds(1000));

        var result = await WriteAsync(_tree.Request with { LatestTime = new FileTime(2000, 0) });

        var entries = Read(result.Path);
        entries.Single(entry => entry.Path == BytePath.Parse("etc/passwd")).Modified.Should().Be(new FileTime(1000, 0));
        entries.Where(entry => entry.Path != BytePath.Parse("etc/passwd")).Should().OnlyContain(entry => entry.Modified == new FileTime(2000, 0));
    }

    [Fact]
    public async Task A_socket_is_left_out_and_said_so()
    {
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        socket.Bind(new UnixDomainSocketEndPoint(_tree.Path("etc/bus")));

        var result = await WriteAsync(_tree.Request);

        result.LeftOut.Should().Equal(new LeftOut(BytePath.Parse("etc/bus"), "a socket"));
        Read(result.Path).Should().NotContain(entry => entry.Path == BytePath.Parse("etc/bus"));
    }

    [FactNeeding(Need.Root)]
    public async Task An_attribute_of_the_build_host_is_left_out_and_said_so()
    {
        using (var folder = FolderHandle.Open(_tree.Root / "etc"))
            folder.SetXattr(ByteString.Of("passwd"), Xattr.Of("trusted.overlay.origin", [1, 2, 3]));

        var result = await WriteAsync(_tree.Request);

        result.LeftOut.Should().Equal(new LeftOut(BytePath.Parse("etc/passwd"), "the attribute trusted.overlay.origin"));
        Read(result.Path).Should().OnlyContain(entry => entry.Xattrs.Count == 0);
    }

    [Fact]
    public async Task Progress_tells_of_both_phases()
    {
        var told = new List<StageArchiveProgress>();

        await StageArchive.WriteAsync(_tree.Request, new Told(told.Add), CancellationToken.None);

        told.Select(progress => progress.Phase).Should().Contain([StageArchivePhase.Packing, StageArchivePhase.ReadingBack]);
    }

    private static Task<StageArchiveResult> WriteAsync(StageArchiveRequest request) =>
        StageArchive.WriteAsync(request, null, CancellationToken.None);

    private static List<PaxEntry> Read(HostPath archive)
    {
        using var file = File.OpenRead(archive.Value);
        using var plain = Compression.OpenReader(file, archive.Value, out _);
        var reader = new PaxReader(plain, archive.Value);
        var entries = new List<PaxEntry>();
        while (reader.Read() is { } entry) entries.Add(entry);
        return entries;
    }

    private static string Run(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true })!;
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        process.ExitCode.Should().Be(0);
        return output;
    }

    private sealed class Told(Action<StageArchiveProgress> tell) : IProgress<StageArchiveProgress>
    {
        public void Report(StageArchiveProgress value) => tell(value);
    }
}
