using Stage3.Archives.Compressors;

namespace Stage3.Packaging.Tests;

public sealed class ArchiveComparisonTests : IDisposable
{
    private readonly SampleTree _left = new();
    private readonly SampleTree _right = new();

    public ArchiveComparisonTests()
    {
        foreach (var tree in new[] { _left, _right })
            foreach (var path in Directory.GetFileSystemEntries(tree.Root.Value, "*", SearchOption.AllDirectories).Prepend(tree.Root.Value).Where(path => !new FileInfo(path).Attributes.HasFlag(FileAttributes.ReparsePoint)))
                File.SetLastWriteTimeUtc(path, DateTime.UnixEpoch);
    }

    public void Dispose()
    {
        _left.Dispose();
        _right.Dispose();
    }

    [Fact]
    public void Equal_archives_have_no_difference_however_they_are_compressed() =>
        First(_right.Request with { Plan = CompressionPlan.Of(Compression.Zstd, CompressionEffort.Fast) }).Should().BeNull();

    [Fact]
    public void Another_byte_is_shown_with_what_stands_around_it()
    {
        _right.Write("etc/passwd", "root:x:0:0::/root:/bin/dash\n");
        File.SetLastWriteTimeUtc(_right.Path("etc/passwd"), DateTime.UnixEpoch);

        First(_right.Request).Should().Be(@"/etc/passwd: content differs from byte 23 on: 'root:x:0:0::/root:/bin/bash\x0a' in the first archive and 'root:x:0:0::/root:/bin/dash\x0a' in the second");
    }

    [Fact]
    public void Another_mode_is_shown_in_octal()
    {
        File.SetUnixFileMode(_left.Path("usr/bin/empty"), (UnixFileMode)0b110_100_100);
        File.SetUnixFileMode(_right.Path("usr/bin/empty"), (UnixFileMode)0b111_101_101);

        First(_right.Request).Should().Be("/usr/bin/empty: mode is 644 in the first archive and 755 in the second");
    }

    [Theory]
    [InlineData(true, "/usr/aaa: only the first archive has it")]
    [InlineData(false, "/usr/aaa: only the second archive has it")]
    public void A_file_that_one_lacks_is_named(bool isLeft, string expected)
    {
        var tree = isLeft ? _left : _right;
        tree.Write("usr/aaa", "");
        File.SetLastWriteTimeUtc(tree.Path("usr/aaa"), DateTime.UnixEpoch);
        File.SetLastWriteTimeUtc(tree.Path("usr"), DateTime.UnixEpoch);

        First(_right.Request).Should().Be(expected);
    }

    private string? First(StageArchiveRequest right)
    {
        var first = StageArchive.Write(_left.Request with { LatestTime = new(0, 0) }, null, CancellationToken.None);
        var second = StageArchive.Write(right with { LatestTime = new(0, 0) }, null, CancellationToken.None);
        return ArchiveComparison.First(first.Path, second.Path, CancellationToken.None)?.ToString();
    }
}
