using System.Collections.Immutable;
using Stage3.Portage.Dependencies;
using Stage3.Portage.Names;

namespace Stage3.Portage.Tests.Dependencies;

public class RequiredUseTests
{
    [Theory]
    [InlineData("a", "", "'a' must be on")]
    [InlineData("!a", "a", "'a' must be off")]
    [InlineData("a? ( b )", "a", "'b' must be on, as 'a' asks")]
    [InlineData("!a? ( !b )", "b", "'b' must be off, as '!a' asks")]
    [InlineData("|| ( a b )", "", "at least one of '|| ( a b )' must hold, and none does")]
    [InlineData("^^ ( a b c )", "a c", "exactly one of '^^ ( a b c )' must hold, and 2 do: 'a', 'c'")]
    [InlineData("^^ ( a b )", "", "exactly one of '^^ ( a b )' must hold, and none does")]
    [InlineData("?? ( a b )", "a b", "at most one of '?? ( a b )' must hold, and 2 do: 'a', 'b'")]
    [InlineData("a b", "", "'a' must be on|'b' must be on")]
    [InlineData("|| ( ( a b ) c )", "a", "at least one of '|| ( ( a b ) c )' must hold, and none does")]
    [InlineData("|| ( a? ( b ) c )", "", "at least one of '|| ( a? ( b ) c )' must hold, and none does")]
    [InlineData("a", "a", "")]
    [InlineData("a? ( b )", "", "")]
    [InlineData("|| ( a b )", "b", "")]
    [InlineData("^^ ( a b )", "b", "")]
    [InlineData("?? ( a b )", "", "")]
    [InlineData("|| ( ( a b ) c )", "a b", "")]
    public void What_is_broken_is_explained(string text, string use, string expected) =>
        string.Join('|', Check(text, use, "8")).Should().Be(expected);

    [Theory]
    [InlineData("|| ( )", true)]
    [InlineData("^^ ( )", true)]
    [InlineData("?? ( )", false)]
    public void Empty_groups_hold_before_EAPI_7(string text, bool isBrokenLater)
    {
        Check(text, "", "6").Should().BeEmpty();
        Check(text, "", "7").Should().HaveCount(isBrokenLater ? 1 : 0);
    }

    [Fact]
    public void At_most_one_of_came_with_EAPI_5()
    {
        var parse = () => RequiredUse.Parse("?? ( a )", Eapi.Parse("4"));
        parse.Should().Throw<FormatException>().WithMessage("*EAPI 4 has no '??', at character 1");
    }

    private static ImmutableArray<string> Check(string text, string use, string eapi)
    {
        var on = use.Split(' ');
        return RequiredUse.Check(RequiredUse.Parse(text, Eapi.Parse(eapi)), flag => on.Contains(flag.Name), Eapi.Parse(eapi));
    }
}
