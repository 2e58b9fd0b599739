using Stage3.Archives.Compressors;
using Stage3.Linux;
using Stage3.Linux.Files;
using Stage3.Testing;

namespace Stage3.Packaging.Tests;

public sealed class StageArchiveFailureTests : IDisposable
{
    private readonly SampleTree _tree = new();

    public void Dispose() => _tree.Dispose();

    [FactNeeding(Need.Root)]
    public void A_full_disk_is_named_and_leaves_nothing_behind()
    {
        File.WriteAllBytes(_tree.Path("usr/noise"), System.Security.Cryptography.RandomNumberGenerator.GetBytes(2 << 20));

        var (failure, outputs) = PrivateMount.WithTmpfs(_tree.Output.Value, "size=512k", () =>
        {
            var failure = Capture(_tree.Request);
            return (failure, _tree.Outputs.ToList());
        });

        failure.Failure.Should().Be(PackingFailure.DiskFull);
        failure.Message.Should().Contain("there is no room left for the archive").And.Contain(_tree.Request.ArchivePath.Value);
        outputs.Should().BeEmpty();
    }

    [FactNeeding(Need.Root)]
    public void What_is_mounted_in_the_root_is_not_packed_and_said_so()
    {
        Directory.CreateDirectory(_tree.Path("proc"));

        var result = PrivateMount.WithTmpfs(_tree.Path("proc"), "size=64k", () =>
        {
            _tree.Write("proc/secret", "of the host");
            return StageArchive.Write(_tree.Request with { Plan = SampleTree.Plain }, null, CancellationToken.None);
        });

        result.LeftOut.Should().Equal(new LeftOut(BytePath.Parse("proc"), "what is mounted here"));
        File.ReadAllText(result.Path.Value).Should().Contain("./proc/").And.NotContain("secret");
    }

    [Theory]
    [InlineData("grown")]
    [InlineData("shrunk")]
    [InlineData("rewritten")]
    [InlineData("replaced")]
    public void A_file_that_changes_while_it_is_packed_is_named(string how)
    {
        var failure = PackWhile(() =>
        {
            if (how == "replaced") File.Delete(_tree.Path("usr/bin/big"));
            using var file = File.OpenWrite(_tree.Path("usr/bin/big"));
            if (how is "grown" or "replaced") file.SetLength(900_000);
            if (how == "shrunk") file.SetLength(10);
            if (how == "rewritten") file.Write("changed"u8);
        });

        failure.Failure.Should().Be(PackingFailure.RootChanged);
        failure.Message.Should().Contain("/usr/bin/big").And.Contain("changed while it was packed");
    }

    [Theory]
    [InlineData("usr/bin/big")]
    [InlineData("usr/bin/empty")]
    public void A_file_that_vanishes_while_it_or_one_before_it_is_packed_is_named(string path)
    {
        var failure = PackWhile(() => File.Delete(_tree.Path(path)));

        failure.Failure.Should().Be(PackingFailure.RootChanged);
        failure.Message.Should().Contain($"/{path}").And.Contain("vanished");
    }

    [Fact]
    public void A_flipped_bit_is_found_when_the_archive_is_read_back()
    {
        var (packer, tar) = Pack();
        tar[^200_000] ^= 1;

        ReadBack(packer, tar).Should().Contain("content of /usr/bin/big is not what was packed");
    }

    [Fact]
    public void Another_owner_is_found_when_the_archive_is_read_back()
    {
        var (packer, tar) = Pack();
        var other = new MemoryStream();
        var writer = new Archives.Tar.PaxWriter(other, "./");
        var reader = new Archives.Tar.PaxReader(new MemoryStream(tar), "tar");
        while (reader.Read() is { } entry)
        {
            var changed = entry.Path.Name == ByteString.Of("passwd") ? entry with { Uid = 7 } : entry;
            if (entry.Type == Archives.Tar.PaxEntryType.File) writer.Write(changed, reader.Content);
            else writer.Write(changed);
        }
        writer.Finish();

        ReadBack(packer, other.ToArray()).Should().Contain("owner").And.Contain("of /etc/passwd is not what was packed");
    }

    [Fact]
    public void An_archive_that_ends_early_is_found_when_it_is_read_back()
    {
        var (packer, tar) = Pack();

        ReadBack(packer, tar[..100_000]).Should().Contain("cannot be read");
    }

    [Fact]
    public void A_missing_folder_is_named()
    {
        Capture(_tree.Request with { Root = HostPath.Parse("/nonexistent") }).Message
            .Should().Contain("there is no such folder").And.Contain("/nonexistent");
        Capture(_tree.Request with { Folder = _tree.Output / "other" }).Message
            .Should().Contain("there is no such folder").And.Contain("/output/other");
    }

    [Fact]
    public void An_archive_inside_its_own_root_is_refused() =>
        Capture(_tree.Request with { Folder = _tree.Root / "etc" }).Failure.Should().Be(PackingFailure.OutputInsideRoot);

    [Fact]
    public async Task A_cancelled_run_leaves_nothing_behind_and_what_was_there_before()
    {
        File.WriteAllText(_tree.Request.ArchivePath.Value, "yesterday's");
        using var stop = new CancellationTokenSource();
        var progress = new Acting(stop.Cancel);

        var write = () => StageArchive.WriteAsync(_tree.Request, progress, stop.Token);

        await write.Should().ThrowAsync<OperationCanceledException>();
        _tree.Outputs.Should().Equal(_tree.Request.ArchivePath.Name);
        File.ReadAllText(_tree.Request.ArchivePath.Value).Should().Be("yesterday's");
    }

    private StagePackingException Capture(StageArchiveRequest request)
    {
        var write = () => StageArchive.Write(request, null, CancellationToken.None);
        var failure = write.Should().Throw<StagePackingException>().Which;
        _tree.Outputs.Should().BeEmpty();
        return failure;
    }

    private (TreePacker Packer, byte[] Tar) Pack()
    {
        var tar = new MemoryStream();
        return (StageArchive.Pack(_tree.Request with { Plan = SampleTree.Plain }, tar, null, CancellationToken.None), tar.ToArray());
    }

    private static string ReadBack(TreePacker packer, byte[] tar)
    {
        var check = () => new ReadBack(packer.Digests, Compression.None, 1, "the archive", new ContentsListing(Stream.Null))
            .Check(new MemoryStream(tar), new(StageArchivePhase.ReadingBack, null), CancellationToken.None);
        var failure = check.Should().Throw<StagePackingException>().Which;
        failure.Failure.Should().Be(PackingFailure.ReadBackDiffers);
        return failure.Message;
    }

    /// <summary>Packs, and does something when the content of the big file begins to be written.</summary>
    private StagePackingException PackWhile(Action action)
    {
        var request = _tree.Request with { Plan = SampleTree.Plain };
        var pack = () => PackingErrors.Guard(request, () => StageArchive.Pack(request, new ActingStream(action), null, CancellationToken.None));
        return pack.Should().Throw<StagePackingException>().Which;
    }

    private sealed class ActingStream(Action action) : MemoryStream
    {
        private bool _done;

        public override void Write(ReadOnlySpan<byte> buffer)
        {
            if (!_done && buffer.StartsWith("bbbbbbbb"u8))
            {
                _done = true;
                action();
            }
            base.Write(buffer);
        }
    }

    private sealed class Acting(Action action) : IProgress<StageArchiveProgress>
    {
        public void Report(StageArchiveProgress value) => action();
    }
}
