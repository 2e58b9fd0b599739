using Stage3.Emerge.Scaling;
using Stage3.Linux;
using Stage3.Portage.Binhosts;

namespace Stage3.Emerge.Tests.Scaling;

/// <summary>What is asked for, as the FEATURES and variables of make.conf(5).</summary>
public sealed class BuildScaleTests
{
    [Fact]
    public void Nothing_asked_for_sets_nothing()
    {
        BuildScale.Default.Features.Should().BeEmpty();
        BuildScale.Default.Variables.Should().BeEmpty();
        BuildScale.Default.Around.Should().BeEmpty();
    }

    [Fact]
    public void All_of_it_is_told_to_Portage()
    {
        var scale = new BuildScale
        {
            Make = new MakeJobs(8, 6),
            Ccache = new CompilerCache(HostPath.Parse("/cache"), 10),
            Distcc = Distcc.On([DistccHost.Parse("alpha/16"), DistccHost.Parse("me@beta,lzo")], pump: false),
            Binhosts = [BinhostAddress.Parse("http://first.invalid/x"), BinhostAddress.Parse("/second")],
            Signatures = new PortageSignatures { TrustedHome = HostPath.Parse("/trusted"), SigningHome = HostPath.Parse("/signing"), SigningKey = "0xABC!" },
        };

        scale.Features.Should().Equal("binpkg-request-signature", "binpkg-signing", "ccache", "distcc");
        scale.Variables.Should().Contain(new Dictionary<string, string>
        {
            ["MAKEOPTS"] = "-j8 -l6",
            ["CCACHE_DIR"] = "/cache",
            ["CCACHE_SIZE"] = "10G",
            ["DISTCC_HOSTS"] = "alpha/16 me@beta,lzo",
            ["PORTAGE_BINHOST"] = "http://first.invalid/x file:///second",
            ["BINPKG_GPG_VERIFY_GPG_HOME"] = "/trusted",
            ["BINPKG_GPG_SIGNING_GPG_HOME"] = "'/signing'",
            ["BINPKG_GPG_SIGNING_KEY"] = "0xABC!",
        });
        scale.Writable.Should().Equal(HostPath.Parse("/cache"), HostPath.Parse("/trusted"), HostPath.Parse("/signing"));
    }

    [Theory]
    [InlineData("alpha")]
    [InlineData("alpha:3632/8,lzo,cpp")]
    [InlineData("127.0.0.1/2")]
    [InlineData("@alpha")]
    [InlineData("me@alpha.example.invalid/4,lzo")]
    public void A_distcc_host_is_printed_as_it_was_read(string text) => DistccHost.Parse(text).ToString().Should().Be(text);

    [Theory]
    [InlineData("")]
    [InlineData("alpha beta")]
    [InlineData("alpha/0")]
    [InlineData("alpha:99999")]
    [InlineData("alpha,cpp")] // cpp needs lzo
    [InlineData("alpha,lzo,lzo")]
    [InlineData("alpha,gzip")]
    [InlineData("--randomize")]
    [InlineData("alpha\n")]
    public void What_is_no_distcc_host_is_quoted_in_the_error(string text)
    {
        var parse = () => DistccHost.Parse(text);
        parse.Should().Throw<FormatException>().WithMessage($"'{text}' is no distcc host*");
    }

    [Theory]
    [InlineData("GNU Make 4.4.1", true)]
    [InlineData("GNU Make 5.0", true)]
    [InlineData("GNU Make 4.3", false)]
    [InlineData("bmake 20240101", false)]
    [InlineData("", false)]
    public void Only_a_make_that_knows_named_pipes_shares_jobs(string version, bool shares) => MakeVersion.SharesJobs(version).Should().Be(shares);

    [Fact]
    public void Pump_mode_makes_hosts_preprocess()
    {
        Distcc.On([DistccHost.Parse("alpha/4"), DistccHost.Parse("beta,lzo,cpp")], pump: true).HostList.Should().Be("alpha/4,lzo,cpp beta,lzo,cpp");
        var none = () => Distcc.On([], pump: false);
        none.Should().Throw<ArgumentException>().WithMessage("distcc needs at least one host*");
        var twice = () => Distcc.On([DistccHost.Parse("alpha/4"), DistccHost.Parse("alpha/2")], pump: false);
        twice.Should().Throw<ArgumentException>().WithMessage("the distcc host 'alpha' is named twice*");
    }
}
