using Stage3.Invocation;
using Stage3.Linux;

namespace Stage3.BuildTests;

/// <summary>What is said of scale on the command line, or all that is wrong with it.</summary>
public sealed class ScaleWordsTests
{
    [Fact]
    public void Words_become_what_Portage_is_told()
    {
        var scale = ScaleWords.Scale(6, false, "7.5", HostPath.Parse("/cache"), 20, ["alpha/8", "beta"], pump: true);

        scale.Features.Should().Equal("ccache", "distcc");
        scale.Variables.Should().Equal(new Dictionary<string, string>
        {
            ["CCACHE_DIR"] = "/cache", ["CCACHE_SIZE"] = "20G", ["DISTCC_HOSTS"] = "alpha/8,lzo,cpp beta,lzo,cpp", ["MAKEOPTS"] = "-j6 -l7.5",
        });
        ScaleWords.Jobs(4, "2.5", 3).Arguments.Should().Equal("--jobs=4", "--jobs-tmpdir-require-free-gb=3", "--load-average=2.5");
        ScaleWords.Scale(null, false, null, null, null, null, pump: false).Should().Be(Emerge.Scaling.BuildScale.Default);
    }

    [Fact]
    public void What_cannot_be_is_an_error_that_names_the_parameter()
    {
        Said(() => ScaleWords.Jobs(1, "much", null)).Should().Be("'much' is no load: a number above 0 such as 7.5");
        Said(() => ScaleWords.Scale(null, true, null, null, null, null, pump: false)).Should().Be("--share-make-jobs means nothing without --make-jobs");
        Said(() => ScaleWords.Scale(null, false, null, null, 5, null, pump: false)).Should().Be("--ccache-gigabytes means nothing without --ccache");
        Said(() => ScaleWords.Scale(null, false, null, null, null, null, pump: true)).Should().Be("--distcc-pump means nothing without --distcc");
        Said(() => ScaleWords.Scale(null, false, null, null, null, ["a b"], pump: false)).Should().StartWith("'a b' is no distcc host");
        Said(() => "9/8".AsShare("--shard")).Should().StartWith("'9/8' is no part of a whole");
        Said(() => new[] { "ftp://x.invalid" }.AsBinhosts()).Should().StartWith("'ftp://x.invalid' is no binhost");
    }

    private static string Said<T>(Func<T> read) => read.Invoking(each => { _ = each(); }).Should().Throw<Stage3Exception>().Which.What;
}
