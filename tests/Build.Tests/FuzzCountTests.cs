using Stage3.Testing;

namespace Stage3.BuildTests;

public sealed class FuzzCountTests
{
    [Theory]
    [InlineData(null, 50)]
    [InlineData("", 50)]
    [InlineData("1000000", 1_000_000)]
    public void The_count_is_what_fuzz_says_else_the_share(string? text, long count) => FuzzCount.Of(text, 50).Should().Be(count);

    [Theory]
    [InlineData("0")]
    [InlineData("-5")]
    [InlineData("many")]
    public void A_count_that_is_none_is_an_error(string text) =>
        FluentActions.Invoking(() => FuzzCount.Of(text, 50)).Should().Throw<FormatException>().WithMessage($"*'{text}'*from 1 up*");
}
