using Stage3.Eclasses.History;
using Stage3.Eclasses.Series;
using Stage3.Eclasses.Verdicts;
using Stage3.Linux;
using Stage3.Testing;

namespace Stage3.Eclasses.Tests.History;

public sealed class EclassHistoryTests
{
    [FactNeeding("git")]
    public async Task Every_distinct_set_is_found_once_on_side_branches_and_in_deleted_folders_too()
    {
        using var scratch = new Scratch();
        var git = new TestClone(scratch);
        git.Commit("2012-01-01", ("old/eclass/user.eclass", "one"));
        git.Commit("2013-01-01", ("old/eclass/user.eclass", "two"), ("README", "x"));
        git.Commit("2014-01-01", ("README", "y"));
        git.Run("checkout", "-q", "-b", "side");
        git.Commit("2014-06-01", ("old/eclass/user.eclass", "side"));
        git.Run("checkout", "-q", "main");
        git.Run("rm", "-q", "-r", "old");
        git.Commit("2015-01-01", ("eclass/acct-user.eclass", "new\xff"));
        git.Commit("2016-01-01", ("eclass/acct-user.eclass", "newer"));
        git.Commit("2017-01-01", ("eclass/acct-user.eclass", "new\xff"));

        var repository = await GitRepository.OpenAsync(HostPath.Parse(scratch["repo"]), CancellationToken.None);
        var versions = await EclassHistory.VersionsAsync(repository, HistoryScope.All, CancellationToken.None);

        versions.Select(version => (version.Date.Year, version.Folder)).Should().Equal(
            (2012, "old/eclass"), (2013, "old/eclass"), (2014, "old/eclass"), (2015, "eclass"), (2016, "eclass"));
        (await EclassHistory.LineAsync(repository, new HistoryScope("eclass", null), CancellationToken.None))
            .Select(version => version.Date.Year).Should().Equal(2015, 2016, 2017);
    }

    [FactNeeding("git", Need.Root)]
    public async Task Bisect_names_the_first_version_whose_verdict_turned_bad_and_what_changed()
    {
        using var scratch = new Scratch();
        var git = new TestClone(scratch);
        git.Commit("2012-01-01", ("eclass/user.eclass", Eras.Early));
        git.Commit("2013-01-01", ("eclass/user.eclass", Eras.Early + "# more\n"));
        git.Commit("2014-01-01", ("eclass/user.eclass", Eras.Early.Replace("FUNCTION: enewuser", "FUNCTION: newuser", StringComparison.Ordinal)));
        git.Commit("2015-01-01", ("eclass/user.eclass", Eras.Early.Replace("FUNCTION: enewuser", "FUNCTION: anewuser", StringComparison.Ordinal)));

        var verifier = new PatchVerifier(PatchSeries.Load(HostPath.Parse(ProjectRoot.File("patches"))), 0, Probes.Shared);
        var turn = await verifier.BisectAsync(HostPath.Parse(scratch["repo"]), HistoryScope.All, AcceptedVerdicts.Default, CancellationToken.None);

        turn!.Before.Date!.Value.Year.Should().Be(2013);
        turn.After.Date!.Value.Year.Should().Be(2014);
        turn.After.Judgement.Verdict.Should().Be(EclassVerdict.Conflict);
        turn.Differences.Should().ContainSingle().Which.Rows.Should().Contain(row => row.RightText == "# @FUNCTION: newuser");
    }

    [FactNeeding("git", Need.Root)]
    public async Task Bisect_finds_what_turned_bad_and_was_mended_on_a_side_branch()
    {
        using var scratch = new Scratch();
        var git = new TestClone(scratch);
        git.Commit("2012-01-01", ("eclass/user.eclass", Eras.Early), ("eclass/other.eclass", "one"));
        git.Run("checkout", "-q", "-b", "side");
        git.Commit("2013-01-01", ("eclass/other.eclass", "two"));
        git.Commit("2014-01-01", ("eclass/user.eclass", "("));
        git.Commit("2015-01-01", ("eclass/user.eclass", Eras.Early + "# mended\n"));
        git.Run("checkout", "-q", "main");
        git.Commit("2016-01-01", ("eclass/other.eclass", "three"));
        git.Run("merge", "-q", "-X", "theirs", "-m", "merged", "side");

        var verifier = new PatchVerifier(PatchSeries.Load(HostPath.Parse(ProjectRoot.File("patches"))), 0, Probes.Shared);
        var turn = await verifier.BisectAsync(git.Folder, HistoryScope.All, AcceptedVerdicts.Default, CancellationToken.None);

        (turn!.Before.Date!.Value.Year, turn.After.Date!.Value.Year).Should().Be((2012, 2014));
        turn.After.Judgement.Verdict.Should().Be(EclassVerdict.Broken);
    }

    [FactNeeding("git")]
    public async Task A_range_that_looks_like_an_option_and_a_folder_that_is_no_clone_are_refused()
    {
        using var scratch = new Scratch();
        var git = new TestClone(scratch);
        git.Commit("2012-01-01", ("eclass/user.eclass", "one"));
        var repository = await GitRepository.OpenAsync(HostPath.Parse(scratch["repo"]), CancellationToken.None);

        var option = () => EclassHistory.VersionsAsync(repository, new HistoryScope(null, "--output=x"), CancellationToken.None);
        var unknown = () => EclassHistory.VersionsAsync(repository, new HistoryScope(null, "nowhere"), CancellationToken.None);
        var none = () => GitRepository.OpenAsync(HostPath.Parse(Directory.CreateDirectory(scratch["empty"]).FullName), CancellationToken.None);

        await option.Should().ThrowAsync<Stage3Exception>().WithMessage("'--output=x' is no range of revisions*");
        await unknown.Should().ThrowAsync<Stage3Exception>().WithMessage("git cannot list 'nowhere'*");
        await none.Should().ThrowAsync<Stage3Exception>().WithMessage("no git repository there*");
    }
}
