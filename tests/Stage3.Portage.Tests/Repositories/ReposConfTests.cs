using Stage3.Linux;
using Stage3.Portage.Configuration;
using Stage3.Portage.Names;
using Stage3.Portage.Repositories;

namespace Stage3.Portage.Tests.Repositories;

public sealed class ReposConfTests
{
    private static readonly HostPath File = HostPath.Parse("/etc/portage/repos.conf");

    [Fact]
    public void Sections_keys_comments_and_references_are_read_as_an_ini_file()
    {
        var conf = ReposConf.Parse(
            """
            # of the machine
            [DEFAULT]
            main-repo = gentoo
            base = /srv

            [local]
            location: %(base)s/local
            priority = 50
            masters = gentoo
            eclass-overrides = fixes
              more-fixes
            ; sync-type = git

            [gentoo]
            location = %(EPREFIX)s/var/db/repos/gentoo
            """,
            File,
            new Dictionary<string, string> { ["EPREFIX"] = "" });
        conf.Main.Should().Be(RepositoryName.Parse("gentoo"));
        conf.Entries.Should().HaveCount(2);
        conf.Entries[0].Should().Be(new RepositoryEntry(RepositoryName.Parse("gentoo"), HostPath.Parse("/var/db/repos/gentoo")) { Priority = -1000 });
        conf.Entries[1].Should().Be(new RepositoryEntry(RepositoryName.Parse("local"), HostPath.Parse("/srv/local"))
        {
            Priority = 50,
            Masters = [RepositoryName.Parse("gentoo")],
            EclassOverrides = [RepositoryName.Parse("fixes"), RepositoryName.Parse("more-fixes")],
        });
    }

    [Fact]
    public void All_mistakes_are_told_at_once_with_their_lines()
    {
        var parse = () => ReposConf.Parse("[DEFAULT]\nmain-repo = nobody\n[one]\nlocation = relative\n[two]\npriority = high\n", File);
        var problems = parse.Should().Throw<ConfigurationException>().Which.Problems.Select(problem => problem.ToString());
        problems.Should().BeEquivalentTo(
            $"{File}:4: location: 'relative' is not an absolute path",
            $"{File}:5: [two] has no location",
            $"{File}:6: priority: 'high' is not a whole number",
            $"{File}:2: main-repo 'nobody' is not declared");
    }

    [Theory]
    [InlineData("location = /x\n", "1: 'location = /x' stands before the first [section]")]
    [InlineData("[a\n", "1: '[a' is not a section: write [name]")]
    [InlineData("[a]\nlocation\n", "2: 'location' is neither '[section]' nor 'key = value'")]
    [InlineData("[a]\nlocation = %(nowhere)s/x\n", "2: location: nothing is known by the name 'nowhere'")]
    [InlineData("", " no repository is declared")]
    public void A_mistake_is_quoted(string text, string message)
    {
        var parse = () => ReposConf.Parse(text, File);
        parse.Should().Throw<ConfigurationException>().Which.Problems.Select(problem => problem.ToString()).Should().Contain(problem => problem.Contains(message));
    }

    [Fact]
    public void What_is_written_reads_back_equal_and_is_always_the_same()
    {
        var conf = new ReposConf(
            RepositoryName.Parse("gentoo"),
            [
                new(RepositoryName.Parse("patched"), HostPath.Parse("/srv/100% patched")) { Priority = 10, Masters = [RepositoryName.Parse("gentoo")] },
                new(RepositoryName.Parse("gentoo"), HostPath.Parse("/tree")) { Priority = -5, EclassOverrides = [RepositoryName.Parse("patched")] },
            ]);
        ReposConf.Parse(conf.Format(), File).Should().Be(conf);
        conf.Format().Should().StartWith("[DEFAULT]\nmain-repo = gentoo\n\n[gentoo]\nlocation = /tree\npriority = -5\nauto-sync = no\neclass-overrides = patched\n");
    }
}
