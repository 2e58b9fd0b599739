using System.Diagnostics;
using Stage3.Archives.Compressors;
using Stage3.Testing;

namespace Stage3.Packaging.Tests;

public sealed class CompressionPlanTests : IDisposable
{
    private readonly SampleTree _tree = new();

    public void Dispose() => _tree.Dispose();

    [Theory]
    [InlineData("xz")]
    [InlineData("zstd")]
    [InlineData("gzip")]
    public void More_effort_than_the_least_is_a_smaller_archive(string format)
    {
        // Words of some frequency each, always the same.
        var chance = new Random(1);
        var words = Enumerable.Range(0, 60_000).Select(_ => Convert.ToString((int)Math.Pow(2, chance.NextDouble() * 14), 16));
        _tree.Write("usr/share/words", string.Join(' ', words));

        long Size(CompressionEffort effort) => StageArchive.Write(
            _tree.Request with { Plan = CompressionPlan.Of(Compression.Parse(format), effort) }, null, CancellationToken.None).Size;

        var fast = Size(CompressionEffort.Fast);
        Size(CompressionEffort.Default).Should().BeLessThan(fast);
        Size(CompressionEffort.Best).Should().BeLessThan(fast);
    }

    [Fact]
    public void Zstd_output_does_not_depend_on_the_number_of_threads()
    {
        _tree.Write("usr/lib/libc.so", string.Concat(Enumerable.Range(0, 400_000)));
        var request = _tree.Request with { Plan = CompressionPlan.Of(Compression.Zstd, CompressionEffort.Fast) };

        var one = StageArchive.Write(request, null, CancellationToken.None);
        var three = StageArchive.Write(request with { Threads = 3 }, null, CancellationToken.None);

        three.Sha256.Should().Be(one.Sha256);
        one.Path.Name.Should().EndWith(".tar.zst");
    }

    [Fact]
    public void A_level_that_is_asked_for_counts_until_an_effort_is() =>
        new[] { CompressionEffort.Default, CompressionEffort.Best }.Select(effort => CompressionPlan.Of(Compression.Xz, effort, level: 3).Level)
            .Should().Equal(3, 9);

    [FactNeeding("zstd")]
    public void The_zstd_program_reads_a_window_of_long_matches_without_being_told()
    {
        var result = StageArchive.Write(
            _tree.Request with { Plan = CompressionPlan.Of(Compression.Zstd, CompressionEffort.Default) }, null, CancellationToken.None);

        using var zstd = Process.Start(new ProcessStartInfo("zstd") { ArgumentList = { "--test", "--quiet", result.Path.Value } })!;
        zstd.WaitForExit();

        zstd.ExitCode.Should().Be(0);
    }
}
