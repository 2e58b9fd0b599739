using CliWrap;
using Stage3.Linux;
using Stage3.SourceDates;
using Stage3.Testing;

namespace Stage3.Tests.SourceDates;

public sealed class SourceDateTests : IDisposable
{
    private readonly Scratch scratch = new();

    private HostPath Tree => HostPath.Parse(scratch["tree"]);

    public void Dispose() => scratch.Dispose();

    [Fact]
    public async Task The_variable_counts_before_all_else() =>
        (await FindAsync("86400")).Should().Be(new SourceDate(DateTimeOffset.UnixEpoch.AddDays(1), SourceDateOrigin.Environment));

    [FactNeeding("git")]
    public async Task Without_it_the_last_commit_that_touched_the_tree_counts()
    {
        scratch.Write("tree/a", "1");
        await GitAsync("2020-02-02T00:00:00Z", "init", "-q");
        await GitAsync("2020-02-02T00:00:00Z", "add", "-A");
        await GitAsync("2020-02-02T00:00:00Z", "commit", "-q", "-m", "tree");
        scratch.Write("b", "1");
        await GitAsync("2021-01-01T00:00:00Z", "add", "-A");
        await GitAsync("2021-01-01T00:00:00Z", "commit", "-q", "-m", "something else");

        var date = await FindAsync(null);

        date.Time.Should().Be(new DateTimeOffset(2020, 2, 2, 0, 0, 0, TimeSpan.Zero));
        date.Origin.Should().Be(SourceDateOrigin.Commit);
        date.Commit.Should().MatchRegex("^[0-9a-f]{40}$");
        date.ToString().Should().Be($"2020-02-02 00:00:00Z, the time of commit {date.Commit}");
    }

    [Fact]
    public async Task With_neither_there_is_none_and_the_key_of_a_step_stays_the_same()
    {
        Tree.EnsureFolder();

        (await FindAsync("")).Should().Be(new SourceDate(null, SourceDateOrigin.Clock)).And.Match<SourceDate>(date => date.Key == "none");
    }

    [Theory]
    [InlineData("yesterday")]
    [InlineData("-1")]
    [InlineData("253402300800")]
    public async Task What_is_no_time_is_named(string text)
    {
        var find = () => FindAsync(text);

        await find.Should().ThrowAsync<Stage3Exception>().WithMessage($"'{text}' is no time*SOURCE_DATE_EPOCH*");
    }

    private Task<SourceDate> FindAsync(string? epoch) => SourceDate.FindAsync(epoch, Tree, CancellationToken.None);

    private Task GitAsync(string date, params string[] arguments) => Cli.Wrap("git")
        .WithArguments(["-C", scratch.Folder, "-c", "user.name=test", "-c", "user.email=test@example.org", "-c", "safe.directory=*", .. arguments])
        .WithEnvironmentVariables(variables => variables.Set("GIT_COMMITTER_DATE", date).Set("GIT_AUTHOR_DATE", date))
        .ExecuteAsync();
}
