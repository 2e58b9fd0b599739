using CsCheck;
using Stage3.Portage.Atoms;
using Stage3.Portage.Dependencies;
using Stage3.Portage.Names;

namespace Stage3.Portage.Tests.Dependencies;

public class DependencySpecTests
{
    private static readonly AtomSyntax Latest = AtomSyntax.Of(Eapi.Latest);

    [Theory]
    [InlineData("a/b", "a/b", "a/b")]
    [InlineData("x? ( a/b ) !x? ( a/c )", "a/b", "a/c")]
    [InlineData("( a/b ( a/c ) )", "a/b a/c", "a/b a/c")]
    [InlineData("|| ( a/b x? ( a/c ) )", "|| ( a/b a/c )", "|| ( a/b )")]
    [InlineData("|| ( a/b x? ( a/c a/d ) )", "|| ( a/b ( a/c a/d ) )", "|| ( a/b )")]
    [InlineData("|| ( x? ( a/c ) )", "|| ( a/c )", "|| ( )")]
    [InlineData("x? ( y? ( a/b ) !y? ( a/c ) )", "a/b", "")]
    [InlineData("|| ( ( a/b ) ( a/c a/d ) )", "|| ( a/b ( a/c a/d ) )", "|| ( a/b ( a/c a/d ) )")]
    [InlineData("|| ( ( || ( a/b a/c ) a/d ) a/e )", "|| ( ( || ( a/b a/c ) a/d ) a/e )", "|| ( ( || ( a/b a/c ) a/d ) a/e )")]
    public void Conditions_are_settled_by_use(string text, string whenOn, string whenOff)
    {
        var spec = PackageDependencies.Parse(text, Latest);
        spec.Reduce(_ => true).ToString().Should().Be(whenOn);
        spec.Reduce(_ => false).ToString().Should().Be(whenOff);
    }

    [Theory]
    [InlineData("a/b )", 5, "')' without '('")]
    [InlineData("( a/b", 6, "a ')' is missing")]
    [InlineData("|| a/b", 4, "'(' expected after '||', not 'a/b'")]
    [InlineData("x? a/b", 4, "'(' expected after 'x?', not 'a/b'")]
    [InlineData("a/b ||", 7, "'(' expected after '||', and the string ends")]
    [InlineData("|| (a/b )", 4, "a space is missing beside '(' in '(a/b'")]
    [InlineData("x?( a/b )", 1, "a space is missing beside '(' in 'x?('")]
    [InlineData("( a/b)", 3, "a space is missing beside ')' in 'a/b)'")]
    [InlineData("a/a b", 5, "'b' is not a package atom: 'b' is not a package name: a category is missing")]
    [InlineData("a/a a/b-1", 5, "a version needs an operator")]
    [InlineData("^^ ( a/b )", 1, "'^^' and '??' are for REQUIRED_USE only")]
    [InlineData("!? ( a/b )", 1, "'!?' is not a USE condition")]
    [InlineData("? ( a/b )", 1, "'?' is not a USE condition")]
    [InlineData("a/b ( )", 5, "a group must not be empty")]
    [InlineData("|| ( )", 4, "a group must not be empty")]
    [InlineData("x? ( )", 4, "a group must not be empty")]
    public void An_error_says_what_and_where(string text, int character, string reason)
    {
        var parse = () => PackageDependencies.Parse(text, Latest);
        parse.Should().Throw<FormatException>().WithMessage($"'{text}' is not a dependency string: *{reason}*, at character {character}");
    }

    [Fact]
    public void Groups_deeper_than_any_real_ones_are_refused()
    {
        var text = string.Concat(Enumerable.Repeat("( ", 100_000)) + string.Concat(Enumerable.Repeat(") ", 100_000));
        PackageDependencies.TryParse(text, Latest, out _, out var error).Should().BeFalse();
        error!.Reason.Should().Be("groups are nested deeper than 256");
    }

    [Fact]
    public void Any_white_space_divides_words() =>
        PackageDependencies.Parse("\n\ta/b\r\n  x? (\n a/c )\t", Latest).ToString().Should().Be("a/b x? ( a/c )");

    [Fact]
    public void Leaves_and_flags_are_listed_in_order()
    {
        var spec = PackageDependencies.Parse("a/b y? ( a/c x? ( a/d ) ) !y? ( || ( a/e a/f ) )", Latest);
        spec.Leaves.Select(atom => atom.Name.Name).Should().Equal("b", "c", "d", "e", "f");
        spec.ConditionFlags.Select(flag => flag.Name).Should().Equal("y", "x");
        spec.Flatten(flag => flag.Name == "y").Select(atom => atom.Name.Name).Should().Equal("b", "c");
    }

    [Fact]
    public void Words_are_licences_and_restrictions()
    {
        Words.Parse("|| ( GPL-2 MIT ) x? ( BSD )", allowChoice: true).Flatten(_ => false).Should().Equal("GPL-2", "MIT");
        Words.Parse("!x? ( test ) mirror", allowChoice: false).Flatten(_ => false).Should().Equal("test", "mirror");
        var parse = () => Words.Parse("|| ( a b )", allowChoice: false);
        parse.Should().Throw<FormatException>().WithMessage("*no choice of several is allowed here, at character 1");
        parse = () => Words.Parse("a -> b", allowChoice: true);
        parse.Should().Throw<FormatException>().WithMessage("*'->' is for SRC_URI only, at character 3");
    }

    [Fact]
    public void Sources_have_names_and_lifted_restrictions()
    {
        var spec = SourceUris.Parse("https://a.example/b-1.tar.gz mirror+https://a.example/x -> b.patch x? ( fetch+mirror://m/c.zip )", Eapi.Latest);
        spec.Leaves.Should().Equal(
            new SourceUri("https://a.example/b-1.tar.gz", "b-1.tar.gz"),
            new SourceUri("https://a.example/x", "b.patch", "mirror"),
            new SourceUri("mirror://m/c.zip", "c.zip", "fetch"));
        spec.ToString().Should().Be("https://a.example/b-1.tar.gz mirror+https://a.example/x -> b.patch x? ( fetch+mirror://m/c.zip )");
    }

    [Theory]
    [InlineData("1", "a -> b", "EAPI 1 has no '->'")]
    [InlineData("7", "fetch+a", "EAPI 7 has no 'fetch+' before an address")]
    [InlineData("8", "a ->", "a file name (without '/') expected after '->'")]
    [InlineData("8", "a -> b/c", "a file name (without '/') expected after '->'")]
    [InlineData("8", "a -> x? ( b )", "a file name (without '/') expected after '->'")]
    [InlineData("8", "a -> -> b", "a file name (without '/') expected after '->'")]
    [InlineData("8", "-> b", "'->' without an address before it")]
    [InlineData("8", "https://a/", "'https://a/' ends without a file name")]
    [InlineData("8", "|| ( a b )", "no choice of several is allowed in SRC_URI")]
    public void A_malformed_source_says_why(string eapi, string text, string reason)
    {
        SourceUris.TryParse(text, Eapi.Parse(eapi), out _, out var error).Should().BeFalse();
        error!.Reason.Should().Be(reason);
    }

    [Fact]
    public void What_is_read_prints_the_same() => Generators.Dependencies(Generators.Atom, 3, "", "||").Array[0, 4].Select(parts => string.Join(' ', parts)).Sample(
        text => !PackageDependencies.TryParse(text, AtomSyntax.User, out var spec, out _)
            || (spec.ToString() == text && PackageDependencies.Parse(spec.ToString(), AtomSyntax.User).Equals(spec)), iter: 2000);

    [Fact]
    public void Any_text_is_read_or_refused_with_a_place_in_it() => Generators.Mutated(Generators.Dependencies(Generators.Atom, 2, "", "||")).Sample(
        text => PackageDependencies.TryParse(text, AtomSyntax.User, out _, out var error) || (error.Position >= 0 && error.Position <= text.Length), iter: 3000);
}
