using System.Text;
using Stage3.Eclasses.Probing;
using Stage3.Eclasses.Series;
using Stage3.Eclasses.Trees;
using Stage3.Eclasses.Verdicts;
using Stage3.Linux;
using Stage3.Testing;

namespace Stage3.Eclasses.Tests.Verdicts;

public sealed class EclassJudgeTests
{
    private static readonly PatchSeries Series = PatchSeries.Load(HostPath.Parse(ProjectRoot.File("patches")));
    private static readonly EclassProbe Probe = Probes.Shared;

    [FactNeeding(Need.Root)]
    public async Task The_sample_tree_gets_every_behaviour_that_the_manifest_promises()
    {
        var judgement = await new EclassJudge(Series, Probe).JudgeAsync(
            EclassTree.Open(HostPath.Parse(ProjectRoot.File("samples/tree"))).Eclasses, CancellationToken.None);

        judgement.Verdict.Should().Be(EclassVerdict.AppliesAtOffset, judgement.Detail);
        judgement.HonoursRoot.Should().BeTrue();
        judgement.Before!["user"]!.Awareness.Should().Be(Awareness.Host);
        judgement.After!["user"]!.Shown.Should().HaveCount(6).And.OnlyContain(shown => shown.Value);
    }

    [FactNeeding(Need.Root)]
    public async Task An_eclass_of_the_first_years_skips_a_name_of_the_host_in_silence_until_it_is_patched()
    {
        var judgement = await JudgeAsync(("user.eclass", Eras.Early));

        judgement.Verdict.Should().Be(EclassVerdict.AppliesAtOffset, judgement.Detail);
        Answer(judgement.Before!, "enewuser (name known to the host)").Should().Be(Probing.Answer.SkipsSilently);
        Answer(judgement.Before!, "enewuser").Should().Be(Probing.Answer.WritesHost);
        Answer(judgement.After!, "enewuser (name known to the host)").Should().Be(Probing.Answer.WritesRoot);
        judgement.After!["user"]!.Scenarios.Select(scenario => (scenario.Eapi, scenario.Mode)).Should().Equal(
            ("7", ProbeMode.Root), ("7", ProbeMode.Host), ("6", ProbeMode.Root), ("6", ProbeMode.Host));
    }

    [FactNeeding(Need.Root)]
    public async Task A_patched_eclass_is_already_applied()
    {
        var patched = (await JudgeAsync(("user.eclass", Eras.Early))).Patched[0];

        var judgement = await new EclassJudge(Series, Probe).JudgeAsync(new EclassSet([patched]), CancellationToken.None);

        judgement.Verdict.Should().Be(EclassVerdict.AlreadyApplied, judgement.Detail);
        judgement.Patched.Should().BeEmpty();
    }

    [FactNeeding(Need.Root)]
    public async Task An_eclass_that_honours_root_is_left_alone_although_the_patch_would_apply()
    {
        var judgement = await JudgeAsync(("user.eclass", Eras.Native));

        judgement.Verdict.Should().Be(EclassVerdict.NotNeeded, judgement.Detail);
        judgement.Patched.Should().BeEmpty();
    }

    [FactNeeding(Need.Root)]
    public async Task Accounts_packages_that_honour_root_without_user_eclass_have_moved()
    {
        var judgement = await JudgeAsync(("user-info.eclass", Eras.NativeInfo), ("acct-user.eclass", Eras.NativeAcctUser));

        judgement.Verdict.Should().Be(EclassVerdict.Moved, judgement.Detail);
    }

    [FactNeeding(Need.Root)]
    public async Task A_native_look_up_beside_an_old_user_eclass_is_half_aware_and_the_patch_makes_it_whole()
    {
        var judgement = await JudgeAsync(("user.eclass", Eras.Split), ("user-info.eclass", Eras.NativeInfo));

        judgement.Verdict.Should().Be(EclassVerdict.HalfAware, judgement.Detail);
        judgement.Detail.Should().EndWith("user.eclass/root-aware.patch makes it whole");
        judgement.Patched.Should().ContainSingle().Which.Name.Should().Be("user.eclass");
    }

    [FactNeeding(Need.Root)]
    public async Task A_split_pair_is_patched_on_both_sides()
    {
        var judgement = await JudgeAsync(("user.eclass", Eras.Split), ("user-info.eclass", Eras.OldInfo));

        judgement.Verdict.Should().BeOneOf([EclassVerdict.Applies, EclassVerdict.AppliesAtOffset], judgement.Detail);
        judgement.Patched.Select(file => file.Name).Should().Equal("user-info.eclass", "user.eclass");
    }

    [FactNeeding(Need.Root)]
    public async Task A_patch_that_applies_and_does_not_act_is_void()
    {
        var judgement = await JudgeAsync(("user.eclass", Eras.Early.Replace("groupadd \"", "command groupadd \"", StringComparison.Ordinal)));

        judgement.Verdict.Should().Be(EclassVerdict.Void);
        judgement.Detail.Should().Be("patched, user.eclass: enewgroup writes the host");
        judgement.HonoursRoot.Should().BeFalse();
    }

    [FactNeeding(Need.Root)]
    public async Task Windows_line_endings_are_named()
    {
        var judgement = await JudgeAsync(("user.eclass", Eras.Early.Replace("\n", "\r\n", StringComparison.Ordinal)));

        judgement.Verdict.Should().Be(EclassVerdict.Broken);
        judgement.Detail.Should().EndWith("(the lines of user.eclass end in CR LF)");
    }

    [FactNeeding(Need.Root)]
    public async Task A_tree_without_eclasses_for_accounts_is_missing_them() =>
        (await JudgeAsync(("user-info.eclass", Eras.OldInfo))).Verdict.Should().Be(EclassVerdict.Missing);

    private static Answer? Answer(ProbeReport report, string function) =>
        report["user"]!.Answers.FirstOrDefault(answer => answer.Function == function)?.Answer;

    private static Task<EclassJudgement> JudgeAsync(params (string Name, string Text)[] files) =>
        new EclassJudge(Series, Probe).JudgeAsync(Set(files), CancellationToken.None);

    private static EclassSet Set(params (string Name, string Text)[] files) =>
        new(files.Select(file => new EclassFile(file.Name, Encoding.UTF8.GetBytes(file.Text))));
}
