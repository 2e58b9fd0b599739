using Stage3.Linux;
using Stage3.Portage.Configuration;
using Stage3.Portage.Names;
using Stage3.Portage.Repositories;

namespace Stage3.Portage.Tests.Repositories;

public sealed class RepositoryLayoutTests
{
    private static readonly HostPath File = HostPath.Parse("/tree/metadata/layout.conf");

    [Fact]
    public void The_keys_that_matter_are_read()
    {
        var layout = RepositoryLayout.Parse(
            "# comment\nmasters = gentoo other\naliases = old\nrepo-name = new\nthin-manifests = true\nuse-manifests = false\nmanifest-hashes = blake2b SHA512\nprofile-formats = portage-2 profile-set\neapis-banned = 0 1\nunknown = key\n",
            File);
        layout.Masters!.Value.AsEnumerable().Should().Equal(RepositoryName.Parse("gentoo"), RepositoryName.Parse("other"));
        layout.Aliases.Should().Equal(RepositoryName.Parse("old"));
        layout.Name.Should().Be(RepositoryName.Parse("new"));
        (layout.ThinManifests, layout.UsesManifests, layout.AllowsParentsElsewhere).Should().Be((true, false, true));
        layout.ManifestHashes.Should().Equal("BLAKE2B", "SHA512");
        layout.BannedEapis.Should().Equal("0", "1");
    }

    [Fact]
    public void Masters_that_are_declared_empty_are_not_undeclared()
    {
        RepositoryLayout.Parse("masters =\n", File).Masters!.Value.AsEnumerable().Should().BeEmpty();
        RepositoryLayout.Parse("", File).Masters.Should().BeNull();
    }

    [Fact]
    public void Mistakes_are_told_by_line()
    {
        var parse = () => RepositoryLayout.Parse("masters = -x\nnonsense\n", File);
        parse.Should().Throw<ConfigurationException>().Which.Problems.Select(problem => problem.ToString()).Should().Equal(
            $"{File}:2: 'nonsense' is not 'key = value'", $"{File}:1: masters: '-x' is not a repository name");
    }
}
