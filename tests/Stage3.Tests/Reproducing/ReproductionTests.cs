using Stage3.Linux;
using Stage3.Packaging;
using Stage3.Reproducing;
using Stage3.Testing;

namespace Stage3.Tests.Reproducing;

public sealed class ReproductionTests : IDisposable
{
    private readonly Scratch scratch = new();

    public void Dispose() => scratch.Dispose();

    [Fact]
    public void Two_builds_of_the_same_have_one_digest()
    {
        var (first, second) = (Build("a", "text"), Build("b", "text"));

        Reproduction.Compare(first, second, withProvenance: true, CancellationToken.None).Should().MatchRegex("^[0-9a-f]{64}$");
    }

    [Fact]
    public void The_first_entry_that_differs_is_named_with_how()
    {
        var compare = () => Reproduction.Compare(Build("a", "one text"), Build("b", "two text"), withProvenance: true, CancellationToken.None);

        compare.Should().Throw<NotReproducibleException>().WithMessage("*two builds of the same differ: /etc/file: content differs from byte 0 on: 'one text' in the first archive and 'two text' in the second*");
    }

    [Theory]
    [InlineData("spdx.json")]
    [InlineData("provenance.json")]
    [InlineData("DIGESTS")]
    public void What_lies_beside_the_archive_has_to_be_the_same_too(string ending)
    {
        var (first, second) = (Build("a", "text"), Build("b", "text"));
        File.AppendAllText(Directory.GetFiles(second.Value, $"*.{ending}").Single(), "\n");

        var compare = () => Reproduction.Compare(first, second, withProvenance: true, CancellationToken.None);

        compare.Should().Throw<NotReproducibleException>().WithMessage($"*the archives are equal, but not what lies beside them*.{ending}*");
    }

    [Fact]
    public void Provenance_that_tells_when_packages_were_built_may_differ()
    {
        var (first, second) = (Build("a", "text"), Build("b", "text"));
        File.AppendAllText(Directory.GetFiles(second.Value, "*.provenance.json").Single(), "\n");

        Reproduction.Compare(first, second, withProvenance: false, CancellationToken.None).Should().NotBeEmpty();
    }

    [Fact]
    public void The_two_surroundings_have_nothing_in_common() =>
        Surroundings.Pair(HostPath.Parse("/build")).Should().Match<IEnumerable<Surroundings>>(pair =>
            pair.First().Umask != pair.Last().Umask && pair.First().TimeZone != pair.Last().TimeZone && pair.First().Locale != pair.Last().Locale
            && pair.First().Jobs != pair.Last().Jobs && pair.First().Shift != pair.Last().Shift && pair.First().Folder != pair.Last().Folder);

    [Fact]
    public void Further_surroundings_are_drawn_by_lot_in_folders_of_their_own()
    {
        var all = Surroundings.Of(HostPath.Parse("/build"), 20, new Random(1)).ToList();

        all.Should().HaveCount(20).And.StartWith(Surroundings.Pair(HostPath.Parse("/build")));
        all.Select(one => one.Folder).Should().OnlyHaveUniqueItems();
        all.Select(one => one.Umask).Distinct().Should().HaveCountGreaterThan(3);
        all.Select(one => one.Shift).Should().OnlyHaveUniqueItems().And.OnlyContain(shift => shift >= TimeSpan.Zero);
        all[^1].ToString().Should().MatchRegex(@"^umask \d{3}, TZ=\S+, LC_ALL=\S+, \d jobs, the clock \d+ hours ahead, in '20 n+'$");
    }

    [Fact]
    public void The_clock_is_put_forward_by_what_the_variable_says_and_anything_else_is_an_error()
    {
        ShiftedClock.Of(null).Should().BeSameAs(TimeProvider.System);
        (ShiftedClock.Of("86400").GetUtcNow() - DateTimeOffset.UtcNow).Should().BeCloseTo(TimeSpan.FromDays(1), TimeSpan.FromMinutes(1));
        var wrong = () => ShiftedClock.Of("a day");
        wrong.Should().Throw<Stage3Exception>().WithMessage("*STAGE3_CLOCK_SHIFT is 'a day', not a whole number of seconds*");
    }

    private HostPath Build(string name, string text)
    {
        scratch.Write($"{name}/tree/etc/file", text);
        var output = HostPath.Parse(scratch[$"{name}/output"]).EnsureFolder();
        var request = new StageArchiveRequest(HostPath.Parse(scratch[$"{name}/tree"]), output, StageArchiveName.Of("stage3", DateTimeOffset.UnixEpoch))
        {
            LatestTime = new(0, 0),
            Statement = new("https://example.org/builder", "1", [], [], []),
        };
        _ = StageArchive.WriteAsync(request, null, CancellationToken.None).GetAwaiter().GetResult();
        return output;
    }
}
