using System.Text;
using Stage3.Eclasses.Probing;
using Stage3.Eclasses.Series;
using Stage3.Eclasses.Trees;
using Stage3.Eclasses.Verdicts;
using Stage3.Linux;
using Stage3.Testing;

namespace Stage3.Eclasses.Tests.Verdicts;

public sealed class HostileEclassTests
{
    private static readonly Dictionary<string, string> Evils = new()
    {
        ["has a syntax error"] = "egetent() {",
        ["dies"] = "die 'no EAPI is good enough'",
        ["removes"] = "rm -rf ~ /etc/*",
        ["writes"] = "echo evil:x:0:0::/:/bin/sh >> /etc/passwd",
        ["drops a file"] = "echo '* * * * * evil' > /etc/crontab",
        ["prints"] = "head -c 1000000000 /dev/zero",
        ["loops"] = "while :; do :; done",
        ["stays"] = "( sleep 600 & )",
        ["forks"] = "f() { f | f & }; f; f; sleep 600",
        ["calls"] = "curl -s example.org",
        ["connects"] = "exec 3<> /dev/tcp/192.0.2.1/80",
        ["kills"] = "kill -9 -1; kill -9 $PPID",
    };

    /// <summary>All at once: most of the time of most of them is waiting for a limit.</summary>
    private static readonly Lazy<Dictionary<string, Task<EclassJudgement>>> Judgements = new(() =>
    {
        var judge = new EclassJudge(
            PatchSeries.Load(HostPath.Parse(ProjectRoot.File("patches"))),
            new EclassProbe { ScenarioLimit = TimeSpan.FromSeconds(2), TotalLimit = TimeSpan.FromSeconds(10) });
        var turn = new SemaphoreSlim(4);
        return Evils.ToDictionary(evil => evil.Key, evil => Task.Run(async () =>
        {
            await turn.WaitAsync();
            try
            {
                var eclass = new EclassFile("user.eclass", Encoding.UTF8.GetBytes(Eras.Early + evil.Value + "\n"));
                return await judge.JudgeAsync(new EclassSet([eclass]), CancellationToken.None);
            }
            finally
            {
                turn.Release();
            }
        }));
    });

    [TheoryNeeding(Need.Root)]
    [InlineData("has a syntax error", "*cannot be sourced in any EAPI*")]
    [InlineData("dies", "*no EAPI is good enough*")]
    [InlineData("removes", "*deleted*")]
    [InlineData("writes", "*changed /etc/passwd while it was sourced*")]
    [InlineData("drops a file", "*made /etc/crontab*")]
    [InlineData("prints", "*")]
    [InlineData("loops", "*was killed: it ran into the limit of time or of resources*")]
    [InlineData("stays", "*left processes behind*")]
    [InlineData("forks", "*")]
    [InlineData("calls", "*started curl*")]
    [InlineData("connects", "*opens the network*")]
    [InlineData("kills", "*")]
    public async Task An_eclass_that_does_what_none_may_is_broken_in_time(string evil, string detail)
    {
        var judgement = await Judgements.Value[evil].WaitAsync(TimeSpan.FromSeconds(120));

        judgement.Verdict.Should().Be(EclassVerdict.Broken, $"{evil}: {judgement.Detail}");
        judgement.Detail.Should().Match(detail);
    }

    [FactNeeding(Need.Root)]
    public async Task The_machine_is_unharmed_by_all_of_them()
    {
        var home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        var canary = Path.Combine(home, $".stage3-canary-{Guid.NewGuid():N}");
        await File.WriteAllTextAsync(canary, "alive");
        try
        {
            var before = Directory.GetFileSystemEntries("/etc").Order(StringComparer.Ordinal);
            await Task.WhenAll(Judgements.Value.Values);

            Directory.GetFileSystemEntries("/etc").Order(StringComparer.Ordinal).Should().Equal(before);
            (await File.ReadAllTextAsync("/etc/passwd")).Should().NotContain("evil");
            File.Exists(canary).Should().BeTrue();
        }
        finally
        {
            File.Delete(canary);
        }
    }
}
