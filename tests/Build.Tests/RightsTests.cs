using Stage3.Invocation;

namespace Stage3.BuildTests;

public sealed class RightsTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(true, "--jobs", "2")]
    [InlineData(true, "Package")]
    [InlineData(true, "Test", "Package")]
    [InlineData(true, "test+package")]
    [InlineData(true, "--target", "Merge")]
    [InlineData(false, "Test")]
    [InlineData(false, "test", "--filter", "x")]
    [InlineData(false, "--target", "Fuzz+Test")]
    [InlineData(false, "--help")]
    [InlineData(false, "Package", "-Plan")]
    public void Rights_are_needed_where_a_stage_is_built(bool needed, params string[] words) =>
        Rights.Needed(words, ["Test", "Fuzz"]).Should().Be(needed);
}
