using System.Collections.Immutable;
using System.Text;
using Stage3.Eclasses.History;
using Stage3.Linux;
using Stage3.Testing;

namespace Stage3.Eclasses.Tests.History;

/// <summary>Clones as people have them: bare, shallow, without a commit, with links, with eclasses in unusual places.</summary>
public sealed class OddClonesTests : IDisposable
{
    private readonly Scratch scratch = new();

    public void Dispose() => scratch.Dispose();

    [FactNeeding("git")]
    public async Task Bare_clones_work_trees_and_submodules_tell_the_same_as_the_clone_that_they_come_from()
    {
        var git = Two();
        git.Run("clone", "-q", "--bare", ".", scratch["bare"]);
        git.Run("worktree", "add", "-q", "-b", "other", scratch["worktree"]);
        var parent = new TestClone(scratch, "parent");
        parent.Run("submodule", "--quiet", "add", scratch["repo"], "tree");
        File.Exists(scratch["parent/tree/.git"]).Should().BeTrue("a submodule's .git is a file");
        Directory.CreateDirectory(scratch["repo/eclass/below"]);

        foreach (var clone in new[] { "repo", "bare", "worktree", "parent/tree", "repo/eclass/below" })
            (await TextsAsync(clone)).Should().Equal(["one", "two"], clone);
    }

    [FactNeeding("git")]
    public async Task A_shallow_clone_tells_what_it_has()
    {
        Two().Run("clone", "-q", "--depth", "1", $"file://{scratch["repo"]}", scratch["shallow"]);

        (await TextsAsync("shallow")).Should().Equal("two");
    }

    [FactNeeding("git")]
    public async Task A_clone_without_a_commit_has_no_version()
    {
        _ = new TestClone(scratch);

        (await TextsAsync("repo")).Should().BeEmpty();
    }

    [FactNeeding("git")]
    public async Task A_head_that_names_no_branch_does_not_hide_the_other_branches()
    {
        Two().Run("symbolic-ref", "HEAD", "refs/heads/gone");

        (await TextsAsync("repo")).Should().Equal("one", "two");
    }

    [FactNeeding("git")]
    public async Task Eclasses_elsewhere_are_found_where_the_folder_is_named()
    {
        var git = new TestClone(scratch);
        git.Commit("2012-01-01", ("user.eclass", "top"), ("lib/my eclasses/user.eclass", "elsewhere"), ("lib/user.eclass", "other"));

        (await TextsAsync("repo")).Should().BeEmpty("no folder is called eclass");
        (await TextsAsync("repo", ".")).Should().Equal("top");
        (await TextsAsync("repo", "lib/my eclasses")).Should().Equal("elsewhere");
    }

    [FactNeeding("git")]
    public async Task A_renamed_folder_is_read_under_both_names()
    {
        var git = Two();
        git.Run("mv", "eclass", "old");
        Directory.CreateDirectory(scratch["repo/überlay"]);
        git.Run("mv", "old", "überlay/eclass");
        git.Commit("2014-01-01");
        git.Commit("2015-01-01", ("überlay/eclass/user.eclass", "three"));

        (await VersionsAsync("repo")).Select(version => $"{version.Folder} {Text(version)}").Should().Equal("eclass one", "eclass two", "überlay/eclass two", "überlay/eclass three");
    }

    [FactNeeding("git")]
    public async Task A_link_is_followed_inside_the_tree_and_what_it_leads_to_is_watched()
    {
        var git = new TestClone(scratch);
        git.Link("eclass/user.eclass", "../shared/link");
        git.Link("shared/link", "user.text");
        git.Commit("2012-01-01", ("shared/user.text", "one"));
        git.Commit("2013-01-01", ("shared/user.text", "two"));
        git.Commit("2014-01-01", ("shared/unrelated", "x"));

        (await TextsAsync("repo")).Should().Equal("one", "two");
    }

    [FactNeeding("git")]
    public async Task Links_that_lead_nowhere_or_out_of_the_tree_are_no_eclasses_and_shift_no_answer()
    {
        var git = new TestClone(scratch);
        git.Link("a/eclass/user.eclass", "/etc/passwd");
        git.Link("b/eclass/user.eclass", "nowhere");
        git.Link("c/eclass/user.eclass", "user.eclass");
        git.Link("d/eclass/user.eclass", "../../../../outside");
        git.Commit("2012-01-01", ("e/eclass/user.eclass", "one"));

        (await VersionsAsync("repo")).Select(version => $"{version.Folder} {Text(version)}").Should().Equal("e/eclass one");
    }

    [FactNeeding("git")]
    public async Task An_overlay_with_acct_user_alone_and_one_that_is_too_large_are_told_apart()
    {
        var git = new TestClone(scratch);
        git.Commit("2012-01-01", ("eclass/acct-user.eclass", "one"));
        git.Commit("2013-01-01", ("eclass/acct-user.eclass", new string('#', 2 << 20)));

        (await VersionsAsync("repo")).Should().ContainSingle().Which.Eclasses.Files.Should().ContainSingle().Which.Name.Should().Be("acct-user.eclass");
    }

    private TestClone Two()
    {
        var git = new TestClone(scratch);
        git.Commit("2012-01-01", ("eclass/user.eclass", "one"));
        git.Commit("2013-01-01", ("eclass/user.eclass", "two"));
        return git;
    }

    private async Task<ImmutableArray<HistoryVersion>> VersionsAsync(string clone, string? folder = null)
    {
        var repository = await GitRepository.OpenAsync(HostPath.Parse(scratch[clone]), CancellationToken.None);
        return await EclassHistory.VersionsAsync(repository, new HistoryScope(folder, null), CancellationToken.None);
    }

    private async Task<IEnumerable<string>> TextsAsync(string clone, string? folder = null) => (await VersionsAsync(clone, folder)).Select(Text);

    private static string Text(HistoryVersion version) => Encoding.UTF8.GetString(version.Eclasses.Files.First().Content.Span);
}
