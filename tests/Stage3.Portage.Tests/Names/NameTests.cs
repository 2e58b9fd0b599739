using Stage3.Portage.Names;

namespace Stage3.Portage.Tests.Names;

public class NameTests
{
    [Theory]
    [InlineData("sys-apps/systemd")]
    [InlineData("dev-c++/gtkmm")]
    [InlineData("x11-libs/gtk+")]
    [InlineData("media-fonts/font-100dpi")]
    [InlineData("_a/_b")]
    [InlineData("a/b-1-")]
    [InlineData("a/b-r1")]
    [InlineData("a/b-1x2")]
    public void A_name_prints_as_it_was_read(string text)
    {
        var name = PackageName.Parse(text);
        name.ToString().Should().Be(text);
        $"{name.Category}/{name.Name}".Should().Be(text);
    }

    [Theory]
    [InlineData("systemd")]
    [InlineData("sys-apps/")]
    [InlineData("/systemd")]
    [InlineData("sys-apps/systemd-257")]
    [InlineData("sys-apps/systemd-257-r1")]
    [InlineData("sys-apps/systemd-1_p2")]
    [InlineData("sys-apps/systemd\n")]
    [InlineData("sys-apps/sys.temd")]
    [InlineData("-a/b")]
    [InlineData("+a/b")]
    [InlineData(".a/b")]
    [InlineData("a/-b")]
    [InlineData("a/+b")]
    [InlineData("a/b/c")]
    [InlineData("a/ü")]
    [InlineData("")]
    public void A_malformed_name_is_quoted_in_the_error(string text)
    {
        PackageName.TryParse(text, out _).Should().BeFalse();
        var parse = () => PackageName.Parse(text);
        parse.Should().Throw<FormatException>().WithMessage($"'{text}' is not a package name: *");
    }

    [Theory]
    [InlineData("sys-apps/systemd-257", "sys-apps/systemd", "257")]
    [InlineData("a/b-1-r2", "a/b", "1-r2")]
    [InlineData("a/b-c-1", "a/b-c", "1")]
    [InlineData("a/b-r1-1", "a/b-r1", "1")]
    [InlineData("a/font-100dpi-1.0.4", "a/font-100dpi", "1.0.4")]
    [InlineData("a/b-1a_beta2_p3-r04", "a/b", "1a_beta2_p3-r04")]
    public void An_id_is_cut_where_the_version_begins(string text, string name, string version)
    {
        var id = PackageId.Parse(text);
        id.Name.ToString().Should().Be(name);
        id.Version.ToString().Should().Be(version);
        id.ToString().Should().Be(text);
    }

    [Theory]
    [InlineData("a/b", "no version at its end")]
    [InlineData("a/b-1-2", "ends like a version")]
    [InlineData("b-1", "a category is missing")]
    [InlineData("a/b-1-r", "no version at its end")]
    [InlineData("a/b-1\n", "no version at its end")]
    public void A_malformed_id_says_why(string text, string reason)
    {
        var parse = () => PackageId.Parse(text);
        parse.Should().Throw<FormatException>().WithMessage($"'{text}' is not a package with version: *{reason}*");
    }

    [Fact]
    public void Ids_are_equal_where_their_versions_are()
    {
        PackageId.Parse("a/b-1").Should().Be(PackageId.Parse("a/b-1-r0"));
        PackageId.Parse("a/b-1").GetHashCode().Should().Be(PackageId.Parse("a/b-1-r0").GetHashCode());
        PackageId.Parse("a/b-2").Should().BeGreaterThan(PackageId.Parse("a/b-1.9"));
        PackageId.Parse("a/c-1").Should().BeGreaterThan(PackageId.Parse("a/b-2"));
    }

    [Theory]
    [InlineData("0", "0", "0", "0")]
    [InlineData("0/0", "0", "0", "0")]
    [InlineData("2/1.3+x", "2", "1.3+x", "2/1.3+x")]
    [InlineData("_a", "_a", "_a", "_a")]
    public void A_slot_has_a_sub_slot(string text, string name, string subSlot, string printed)
    {
        var slot = Slot.Parse(text);
        (slot.Name, slot.SubSlot, slot.ToString()).Should().Be((name, subSlot, printed));
    }

    [Theory]
    [InlineData("")]
    [InlineData("-1")]
    [InlineData("+1")]
    [InlineData(".1")]
    [InlineData("1/")]
    [InlineData("1/2/3")]
    [InlineData("/1")]
    [InlineData("0\n")]
    public void A_malformed_slot_is_quoted(string text)
    {
        var parse = () => Slot.Parse(text);
        parse.Should().Throw<FormatException>().WithMessage($"'{text}' is not a slot*");
    }

    [Fact]
    public void Flags_and_repositories_keep_to_their_characters()
    {
        UseFlag.Parse("l10n_pt-BR").Name.Should().Be("l10n_pt-BR");
        UseFlag.TryParse("_x", out _).Should().BeFalse();
        UseFlag.TryParse("+x", out _).Should().BeFalse();
        RepositoryName.Parse("my-overlay").Name.Should().Be("my-overlay");
        RepositoryName.TryParse("-x", out _).Should().BeFalse();
        RepositoryName.TryParse("x-1", out _).Should().BeFalse();
    }

    [Fact]
    public void Eapis_know_what_they_have()
    {
        Eapi.Parse("0").HasSlotDependencies.Should().BeFalse();
        Eapi.Parse("4").HasSlotOperators.Should().BeFalse();
        Eapi.Parse("5").HasSlotOperators.Should().BeTrue();
        Eapi.Parse("6").EmptyGroupsAreMet.Should().BeTrue();
        Eapi.Parse("7").EmptyGroupsAreMet.Should().BeFalse();
        Eapi.Parse("8").HasInstallDependencies.Should().BeTrue();
        var parse = () => Eapi.Parse("9x");
        parse.Should().Throw<FormatException>().WithMessage("'9x' is not a known EAPI: known are 0, 1, 2, 3, 4, 5, 6, 7, 8");
    }
}
