using Stage3.Embedded.Merging;
using Stage3.Linux.Files;

namespace Stage3.Embedded.Tests.Merging;

public sealed class ConfigProtectionTests
{
    [Theory]
    [InlineData("etc/passwd", true)]
    [InlineData("etc", true)]
    [InlineData("etcetera/x", false)]
    [InlineData("etc/env.d/00basic", false)]
    [InlineData("etc/env.d/keep/x", true)]
    [InlineData("etc/env.dx", true)]
    [InlineData("usr/share/one-file", true)]
    [InlineData("both/x", false)]
    [InlineData("usr/bin/tool", false)]
    public void The_longest_entry_decides_and_of_two_as_long_the_mask(string path, bool isProtected) =>
        ConfigProtection.Parse("/etc /usr/share/one-file\n\t/etc/env.d/keep /both", "/etc/env.d /both/").Covers(BytePath.Parse(path)).Should().Be(isProtected);

    [Fact]
    public void A_path_that_leads_out_is_an_error()
    {
        var parse = () => ConfigProtection.Parse("/etc/../x", "");
        parse.Should().Throw<FormatException>().WithMessage("*'/etc/../x'*");
    }
}
