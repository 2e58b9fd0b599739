using System.Collections.Immutable;
using Stage3.Linux;
using Stage3.Portage.BinaryPackages;
using Stage3.Specification;
using Stage3.Steps;
using Stage3.Testing;

namespace Stage3.Tests.Steps;

/// <summary>What stands in for the tree says what the indices say, and the specification of the system set.</summary>
public sealed class StandInTreeTests : IDisposable
{
    private readonly Scratch scratch = new();

    public void Dispose() => scratch.Dispose();

    [Fact]
    public async Task The_profile_has_what_the_first_binhosts_header_says_and_nothing_that_a_shell_would_run()
    {
        var spec = await SpecReader.ReadAsync(HostPath.Parse(ProjectRoot.File("specs/gentoo-amd64-systemd.json")), CancellationToken.None);
        var (first, second) = (
            Index("gentoo", ("ACCEPT_KEYWORDS", "amd64"), ("CHOST", "x86_64-pc-linux-gnu"), ("USE_EXPAND", "$(reboot)"), ("GENTOO_MIRRORS", "http://example.invalid")),
            Index("other", ("ACCEPT_KEYWORDS", "~amd64"), ("CONFIG_PROTECT", "/etc")));

        var tree = StandInTree.Write(HostPath.Parse(scratch["tree"]), spec, [first, second, second]);

        File.ReadAllLines((tree / "profiles" / spec.Profile / "make.defaults").Value).Should().Equal(
            "ACCEPT_KEYWORDS=\"amd64\"", "ACCEPT_LICENSE=\"*\"", "ARCH=\"amd64\"", "CHOST=\"x86_64-pc-linux-gnu\"", "CONFIG_PROTECT=\"/etc\"");
        File.ReadAllLines((tree / "profiles" / spec.Profile / "packages").Value).Should().Contain("*sys-apps/baselayout").And.HaveCount(spec.System.Length);
        File.ReadAllText((tree / "profiles/repo_name").Value).Should().Be("other\n", "most packages are of it");
    }

    [Fact]
    public async Task Without_a_header_both_keywords_of_the_architecture_hold()
    {
        var spec = await SpecReader.ReadAsync(HostPath.Parse(ProjectRoot.File("specs/gentoo-amd64-systemd.json")), CancellationToken.None);
        var tree = StandInTree.Write(HostPath.Parse(scratch["tree"]), spec, [PackagesIndex.Empty]);
        File.ReadAllLines((tree / "profiles" / spec.Profile / "make.defaults").Value).Should().Equal("ACCEPT_KEYWORDS=\"amd64 ~amd64\"", "ACCEPT_LICENSE=\"*\"", "ARCH=\"amd64\"");
        File.ReadAllText((tree / "profiles/repo_name").Value).Should().Be("gentoo\n");
    }

    private static PackagesIndex Index(string repository, params (string Key, string Value)[] header) =>
        new(header.ToImmutableSortedDictionary(pair => pair.Key, pair => pair.Value, StringComparer.Ordinal),
            [new(Portage.Names.PackageId.Parse($"a/{repository}-1"), PackagesIndex.Empty.Header.Add("repository", repository))]);
}
