using Stage3.Embedded.Merging;

namespace Stage3.Embedded.Tests.Merging;

public sealed class ShellWordsTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData(" a\t b\n", "a|b")]
    [InlineData("'a b' \"c d\"", "a b|c d")]
    [InlineData(@"a\ b '\' ""\"""" ""\x""", @"a b|\|""|\x")]
    [InlineData("''", "")]
    [InlineData("x'y z'", "xy z")]
    [InlineData("'never closed", "never closed")]
    public void Words_are_those_of_a_shell(string text, string words) => string.Join('|', ShellWords.Of(text)).Should().Be(words);
}
