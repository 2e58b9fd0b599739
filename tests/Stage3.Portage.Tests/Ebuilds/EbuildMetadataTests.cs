using Stage3.Portage.Ebuilds;

namespace Stage3.Portage.Tests.Ebuilds;

public class EbuildMetadataTests
{
    [Fact]
    public void All_keys_are_typed()
    {
        var metadata = EbuildMetadata.Parse(new Dictionary<string, string>
        {
            ["EAPI"] = "8",
            ["SLOT"] = "0/2",
            ["IUSE"] = "+a -b c +c",
            ["KEYWORDS"] = "amd64 ~arm64",
            ["DEPEND"] = "a/b[c?]",
            ["BDEPEND"] = "a/tool",
            ["RDEPEND"] = "a? ( a/r:= )",
            ["PDEPEND"] = "a/p",
            ["IDEPEND"] = "a/i",
            ["REQUIRED_USE"] = "^^ ( a b )",
            ["RESTRICT"] = "!c? ( test )",
            ["PROPERTIES"] = "live",
            ["LICENSE"] = "|| ( MIT GPL-2 )",
            ["SRC_URI"] = "https://a/b.tar",
            ["DESCRIPTION"] = "A thing",
            ["HOMEPAGE"] = "https://a/",
            ["DEFINED_PHASES"] = "compile install",
            ["INHERITED"] = "user toolchain-funcs",
            ["_md5_"] = "what is not known is left alone",
        });
        metadata.Slot.ToString().Should().Be("0/2");
        metadata.Iuse.Select(flag => flag.ToString()).Should().Equal("+a", "-b", "+c");
        metadata.Keywords.Should().Equal("amd64", "~arm64");
        new[] { DependencyKind.BuildHost, DependencyKind.Build, DependencyKind.Install, DependencyKind.Runtime, DependencyKind.Post }
            .Select(kind => metadata.Dependencies(kind).ToString()).Should().Equal("a/tool", "a/b[c?]", "a/i", "a? ( a/r:= )", "a/p");
        metadata.RequiredUse.ToString().Should().Be("^^ ( a b )");
        metadata.License.ToString().Should().Be("|| ( MIT GPL-2 )");
        metadata.SourceUris.ToString().Should().Be("https://a/b.tar");
        metadata.DefinedPhases!.Value.Should().Equal("compile", "install");
        metadata.Inherited.Should().Equal("user", "toolchain-funcs");
    }

    [Fact]
    public void All_errors_come_at_once()
    {
        EbuildMetadata.TryParse(
            new Dictionary<string, string> { ["EAPI"] = "7", ["IUSE"] = "a !b", ["DEPEND"] = "foo", ["LICENSE"] = "( MIT", ["REQUIRED_USE"] = "a? b" },
            out var metadata, out var errors).Should().BeFalse();
        metadata.Should().BeNull();
        errors.Should().Equal(
            "SLOT: it is missing or empty",
            "IUSE: '!b' is not an entry of IUSE in EAPI 7",
            "DEPEND: 'foo' is not a dependency string: 'foo' is not a package atom: 'foo' is not a package name: a category is missing ('category/name'), at character 1",
            "REQUIRED_USE: 'a? b' is not a dependency string: '(' expected after 'a?', not 'b', at character 4",
            "LICENSE: '( MIT' is not a dependency string: a ')' is missing, at character 6");
    }

    [Fact]
    public void Keys_that_an_EAPI_does_not_know_are_empty()
    {
        var metadata = EbuildMetadata.Parse(new Dictionary<string, string> { ["SLOT"] = "0", ["BDEPEND"] = "rubbish", ["IDEPEND"] = "a/b", ["DEFINED_PHASES"] = "-" });
        metadata.BuildHostDependencies.IsEmpty.Should().BeTrue();
        metadata.InstallDependencies.IsEmpty.Should().BeTrue();
        metadata.DefinedPhases!.Value.Should().BeEmpty();
        EbuildMetadata.Parse(new Dictionary<string, string> { ["SLOT"] = "0" }).DefinedPhases.Should().BeNull();
    }

    [Fact]
    public void An_unknown_EAPI_is_the_only_error()
    {
        EbuildMetadata.TryParse(new Dictionary<string, string> { ["EAPI"] = "42", ["DEPEND"] = "%%" }, out _, out var errors).Should().BeFalse();
        errors.Should().Equal("EAPI: '42' is not a known EAPI: known are 0, 1, 2, 3, 4, 5, 6, 7, 8");
    }
}
