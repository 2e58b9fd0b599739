using Stage3.Linux.Files;

namespace Stage3.Linux.Tests.Files;

public sealed class FileTimeTests
{
    [Theory]
    [InlineData(0, 0, "0")]
    [InlineData(-1, 500_000_000, "-0.5")]
    [InlineData(-2, 999_999_999, "-1.000000001")]
    [InlineData(-3, 0, "-3")]
    [InlineData(12, 120_000_000, "12.12")]
    public void A_time_is_printed_as_one_decimal_number(long seconds, int nanoseconds, string text) =>
        new FileTime(seconds, nanoseconds).ToString().Should().Be(text);

    [Fact]
    public void Earlier_times_are_less()
    {
        (new FileTime(-1, 0) < new FileTime(-1, 1)).Should().BeTrue();
        FileTime.Min(new FileTime(5, 0), new FileTime(4, 9)).Should().Be(new FileTime(4, 9));
    }
}
