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

        Reproduction.Compare(first, second, CancellationToken.None).Should().MatchRegex("^[0-9a-f]{64}$");
    }

    [Fact]
    public void The_first_entry_that_differs_is_named_with_how()
    {
        var compare = () => Reproduction.Compare(Build("a", "one text"), Build("b", "two text"), CancellationToken.None);

        compare.Should().Throw<NotReproducibleException>().WithMessage("*two builds of the same differ: /etc/file: content differs from byte 0 on: 'one text' in the first archive and 'two text' in the second*");
    }

    [Fact]
    public void What_lies_beside_the_archive_has_to_be_the_same_too()
    {
        var (first, second) = (Build("a", "text"), Build("b", "text"));
        File.AppendAllText(Directory.GetFiles(second.Value, "*.spdx.json").Single(), "\n");

        var compare = () => Reproduction.Compare(first, second, CancellationToken.None);

        compare.Should().Throw<NotReproducibleException>().WithMessage("*the archives are equal, but not what lies beside them*.spdx.json*");
    }

    [Fact]
    public void The_two_surroundings_have_nothing_in_common() =>
        Surroundings.Pair(HostPath.Parse("/build")).Should().Match<IEnumerable<Surroundings>>(pair =>
            pair.First().Umask != pair.Last().Umask && pair.First().TimeZone != pair.Last().TimeZone && pair.First().Locale != pair.Last().Locale
            && pair.First().Jobs != pair.Last().Jobs && pair.First().Folder != pair.Last().Folder);

    private HostPath Build(string name, string text)
    {
        scratch.Write($"{name}/tree/etc/file", text);
        var output = HostPath.Parse(scratch[$"{name}/output"]).EnsureFolder();
        var request = new StageArchiveRequest(HostPath.Parse(scratch[$"{name}/tree"]), output, StageArchiveName.Of("stage3", DateTimeOffset.UnixEpoch))
        {
            LatestTime = new(0, 0),
        };
        _ = StageArchive.WriteAsync(request, null, CancellationToken.None).GetAwaiter().GetResult();
        return output;
    }
}
