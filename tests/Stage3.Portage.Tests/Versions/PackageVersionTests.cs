using CsCheck;
using Stage3.Portage.Versions;

namespace Stage3.Portage.Tests.Versions;

public class PackageVersionTests
{
    // PMS 3.3: each line is older than the next.
    public static TheoryData<string, string> Ascending => new()
    {
        { "1", "2" }, { "9", "10" }, { "1", "1.0" }, { "1.0", "1.0.0" }, { "1.9", "1.10" },
        { "1.01", "1.1" }, { "1.001", "1.01" }, { "1.010", "1.02" }, { "1.02", "1.1" }, { "1.0", "1.01" },
        { "1", "1a" }, { "1a", "1b" }, { "1z", "1.1" }, { "12b", "12.2" }, { "12.2b", "12.2.5" },
        { "1_alpha", "1_beta" }, { "1_beta", "1_pre" }, { "1_pre", "1_rc" }, { "1_rc", "1" }, { "1", "1_p" },
        { "1_alpha1", "1_alpha2" }, { "1_alpha", "1_alpha1" }, { "1_p1", "1_p2" }, { "1_alpha_beta", "1_alpha" },
        { "1_alpha_p", "1_beta" }, { "1_alpha", "1_alpha_p" }, { "1_p", "1_p_p" }, { "1a", "1a_p" }, { "1a_p9", "1b_alpha" },
        { "1", "1-r1" }, { "1-r1", "1-r2" }, { "1-r9", "1-r10" }, { "1-r99", "1.0" }, { "1_p-r9", "1_p1" },
        { "1.99999999999999999999999999", "1.100000000000000000000000000" }, { "0", "0.0" }, { "0.9", "1" },
    };

    public static TheoryData<string, string> Equal => new()
    {
        { "1", "1-r0" }, { "1", "01" }, { "1-r1", "1-r01" }, { "1_p", "1_p0" }, { "1_alpha1", "1_alpha01" }, { "1.0", "1.00" }, { "1.10", "1.10" }, { "1.010", "1.01" },
        { "007", "7" }, { "1-r00", "1" }, { "00", "0" },
    };

    [Theory]
    [MemberData(nameof(Ascending))]
    public void The_second_is_newer(string older, string newer)
    {
        var (left, right) = (PackageVersion.Parse(older), PackageVersion.Parse(newer));
        left.Should().BeLessThan(right);
        right.Should().BeGreaterThan(left);
        left.Should().NotBe(right);
    }

    [Theory]
    [MemberData(nameof(Equal))]
    public void Two_spellings_of_one_version_are_equal_and_keep_their_spelling(string one, string other)
    {
        var (left, right) = (PackageVersion.Parse(one), PackageVersion.Parse(other));
        left.CompareTo(right).Should().Be(0);
        left.Should().Be(right);
        left.GetHashCode().Should().Be(right.GetHashCode());
        (left.ToString(), right.ToString()).Should().Be((one, other));
    }

    [Theory]
    [InlineData("")]
    [InlineData("a")]
    [InlineData("1.")]
    [InlineData(".1")]
    [InlineData("1..2")]
    [InlineData("1A")]
    [InlineData("1ab")]
    [InlineData("1a.2")]
    [InlineData("1_foo")]
    [InlineData("1_p_")]
    [InlineData("1_")]
    [InlineData("1-r")]
    [InlineData("1-1")]
    [InlineData("1-r1-r2")]
    [InlineData("1-r1_p")]
    [InlineData("1\n")]
    [InlineData(" 1")]
    [InlineData("١")]
    public void A_malformed_version_is_quoted(string text)
    {
        var parse = () => PackageVersion.Parse(text);
        parse.Should().Throw<FormatException>().WithMessage($"'{text}' is not a version: *");
    }

    [Fact]
    public void Version_and_revision_come_apart()
    {
        var version = PackageVersion.Parse("1.2_rc3-r04");
        (version.WithoutRevision, version.Revision).Should().Be(("1.2_rc3", "r04"));
        PackageVersion.Parse("1").Revision.Should().Be("r0");
        PackageVersion.Parse("1-r3").EqualsWithoutRevision(PackageVersion.Parse("1")).Should().BeTrue();
    }

    [Theory]
    [InlineData("1", "1.2", true)]
    [InlineData("1", "10", false)]
    [InlineData("1.2", "1.20", false)]
    [InlineData("1.2", "1.2-r1", true)]
    [InlineData("1.2-r1", "1.2-r10", false)]
    [InlineData("1", "1a", true)]
    [InlineData("1_alpha", "1_alpha2", true)]
    [InlineData("01", "1.2", true)]
    [InlineData("0", "0.1", true)]
    [InlineData("1", "1_p1", true)]
    public void A_prefix_ends_between_components(string prefix, string version, bool isPrefix) =>
        PackageVersion.Parse(version).StartsWith(PackageVersion.Parse(prefix)).Should().Be(isPrefix);

    [Fact]
    public void What_is_read_prints_the_same() =>
        Generators.Version.Sample(text => PackageVersion.Parse(text).ToString() == text, iter: 2000);

    [Fact]
    public void Comparison_is_an_order() => Gen.Select(Generators.Version, Generators.Version, Generators.Version).Sample((a, b, c) =>
    {
        var versions = new[] { PackageVersion.Parse(a), PackageVersion.Parse(b), PackageVersion.Parse(c) };
        Array.Sort(versions);
        return versions[0] <= versions[1] && versions[1] <= versions[2] && versions[0] <= versions[2]
            && versions[0].CompareTo(versions[2]) == -versions[2].CompareTo(versions[0])
            && (versions[0].Equals(versions[1]) == (versions[0].CompareTo(versions[1]) == 0))
            && (!versions[0].Equals(versions[1]) || versions[0].GetHashCode() == versions[1].GetHashCode());
    }, iter: 5000);

    [Fact]
    public void Any_text_is_read_or_refused_without_a_crash() =>
        Generators.Mutated(Generators.Version).Sample(text => PackageVersion.TryParse(text, out var version) == (version is not null), iter: 5000);
}
