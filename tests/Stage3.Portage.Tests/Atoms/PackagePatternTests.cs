using Stage3.Portage.Atoms;

namespace Stage3.Portage.Tests.Atoms;

public class PackagePatternTests
{
    [Theory]
    [InlineData("*/*", true)]
    [InlineData("sys-apps/*", true)]
    [InlineData("*/systemd", true)]
    [InlineData("sys-*/sys*d", true)]
    [InlineData("*/*::main", true)]
    [InlineData("*/*:0", true)]
    [InlineData("*/*:1", false)]
    [InlineData("*/*::other", false)]
    [InlineData("dev-*/*", false)]
    [InlineData("=*/*-*57*", true)]
    [InlineData("=*/systemd-*9999*", false)]
    [InlineData(">=sys-apps/systemd-250", true)]
    [InlineData("sys-apps/systemd[on]", true)]
    [InlineData("sys-apps/systemd[off]", false)]
    public void A_pattern_knows_its_packages(string pattern, bool matches) =>
        PackagePattern.Parse(pattern, AtomSyntax.User).Matches(new TestCandidate("sys-apps/systemd-257.1")).Should().Be(matches);

    [Theory]
    [InlineData("*")]
    [InlineData("**/a")]
    [InlineData(">=*/a-1")]
    [InlineData("=a/*-1")]
    [InlineData("*/*[x]")]
    [InlineData("a/b")]
    [InlineData("")]
    public void Only_portages_wildcards_are_patterns(string text)
    {
        var isAtom = text == "a/b";
        PackagePattern.TryParse(text, AtomSyntax.User, out var pattern, out var error).Should().Be(isAtom);
        if (isAtom) pattern!.Atom.Should().NotBeNull();
        else error.Should().Contain($"'{text}'");
    }

    [Fact]
    public void A_repository_only_where_it_is_allowed() =>
        PackagePattern.TryParse("*/*::main", AtomSyntax.Of(Stage3.Portage.Names.Eapi.Latest), out _, out _).Should().BeFalse();
}
