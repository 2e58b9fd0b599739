using Stage3.Embedded.Merging;

namespace Stage3.Embedded.Tests.Merging;

/// <summary>Python's fnmatch, which Portage asks for INSTALL_MASK and COLLISION_IGNORE.</summary>
public sealed class ShellPatternTests
{
    [Theory]
    [InlineData("", "", true)]
    [InlineData("", "a", false)]
    [InlineData("a", "", false)]
    [InlineData("*", "", true)]
    [InlineData("**", "a/b", true)]
    [InlineData("/lib/modules/*", "/lib/modules/6.1/a.ko", true)]
    [InlineData("/lib/modules/*", "/lib/modules", false)]
    [InlineData("*.py[co]", "a.pyc", true)]
    [InlineData("*.py[co]", "a.pyx", false)]
    [InlineData("*.py[co]", "a.py", false)]
    [InlineData("a*b*c", "abbbc", true)]
    [InlineData("a*b*c", "abcb", false)]
    [InlineData("*abab", "ababab", true)]
    [InlineData("?", "/", true)]
    [InlineData("??", "a", false)]
    [InlineData("[a-c]x", "bx", true)]
    [InlineData("[a-c]x", "-x", false)]
    [InlineData("[c-a]", "b", false)]
    [InlineData("[!a-c]", "d", true)]
    [InlineData("[!a-c]", "b", false)]
    [InlineData("[a-]", "-", true)]
    [InlineData("[-a]", "-", true)]
    [InlineData("[]a]", "]", true)]
    [InlineData("[!]a]", "b", true)]
    [InlineData("[!]a]", "]", false)]
    [InlineData("[", "[", true)]
    [InlineData("[!]", "[!]", true)]
    [InlineData("[]", "[]", true)]
    [InlineData("a[b", "a[b", true)]
    [InlineData("[a^]", "^", true)]
    [InlineData("a.b", "axb", false)]
    [InlineData("a\\*", "a\\b", true)]
    [InlineData("a\nb*", "a\nb\n", true)]
    public void Fits_as_Python_does(string pattern, string text, bool fits) => new ShellPattern(pattern).Fits(text).Should().Be(fits);

    [Fact]
    public void A_pattern_of_many_stars_takes_no_power_of_their_number()
    {
        var pattern = new ShellPattern(string.Concat(Enumerable.Repeat("*a", 500)) + "b");
        pattern.Fits(new string('a', 4000)).Should().BeFalse();
    }
}
