using CsCheck;
using Stage3.Archives.Tar;
using Stage3.Linux;
using Stage3.Testing;

namespace Stage3.Archives.Tests.Tar;

public sealed class SparseFileTests
{
    private const int Page = 4096;

    [FactNeeding(Need.Root, "tar", "unshare")]
    public void Files_with_holes_are_archived_with_the_bytes_of_gnu_tar()
    {
        using var scratch = new Scratch();
        Make(scratch["hole-at-the-end"], 1 << 20, (0, 10));
        Make(scratch["hole-at-the-start"], 1_000_003, (1_000_000, 3));
        Make(scratch["nothing-but-a-hole"], 100_000);
        Make(scratch["full"], 5_000, (0, 5_000));
        Make(scratch["empty"], 0);
        Make(scratch["larger-than-memory"], 1L << 40, (1L << 39, 5), ((1L << 40) - 1, 1));
        Make(scratch["many"], 400 * Page, [.. Enumerable.Range(0, 100).Select(piece => (piece * 4L * Page, Page))]);
        Make(scratch["gr\u00fcn"], 300_000, (200_000, 1));
        Make(scratch[new string('n', 120)], 300_000, (200_000, 1));

        var ours = Archive(scratch.Folder);

        Differences.Between(ours, GnuTar.ArchiveSparse(scratch.Folder)).Should().BeNull();
        ours.Length.Should().BeLessThan(1 << 20);
    }

    [FactNeeding(Need.Root, "tar", "unshare")]
    [Trait("Category", "Fuzz")]
    public void Any_holes_are_archived_with_the_bytes_of_gnu_tar_and_read_back_as_they_are() =>
        Gen.Select(Gen.Long[0, 200 * Page], Gen.Select(Gen.Long[0, 200 * Page], Gen.Int[1, 3 * Page]).Array[0, 6]).Sample(
            (size, pieces) =>
            {
                using var scratch = new Scratch();
                Make(scratch["file"], size, pieces);
                var ours = Archive(scratch.Folder);
                Differences.Between(ours, GnuTar.ArchiveSparse(scratch.Folder)).Should().BeNull();
                ContentOf(ours, "/file").Should().Equal(File.ReadAllBytes(scratch["file"]));
            },
            iter: FuzzCount.Or(10), threads: 1);

    private static void Make(string path, long size, params (long Offset, int Length)[] pieces)
    {
        using var file = File.Create(path, 1);
        file.SetLength(size);
        foreach (var (offset, length) in pieces)
        {
            if (offset + length > size) continue;
            file.Position = offset;
            file.Write([.. Enumerable.Range(1, length).Select(value => (byte)value)]);
        }
        // Some file systems know where the holes are only then.
        file.Flush(flushToDisk: true);
    }

    private static byte[] Archive(string folder)
    {
        using var output = new MemoryStream();
        new TreeArchiver { Sparse = true }.Archive(HostPath.Parse(folder), output, CancellationToken.None);
        return output.ToArray();
    }

    private static byte[] ContentOf(byte[] archive, string path)
    {
        var reader = new PaxReader(new MemoryStream(archive), "test.tar");
        while (reader.Read() is { } entry)
        {
            if (entry.Path.ToString() != path) continue;
            using var content = new MemoryStream();
            reader.Content.CopyTo(content);
            content.Length.Should().Be(entry.Size);
            return content.ToArray();
        }
        throw new InvalidOperationException($"{path} is not in the archive");
    }
}
