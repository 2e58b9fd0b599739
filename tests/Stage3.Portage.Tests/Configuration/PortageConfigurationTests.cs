using System.Text.Json;
using Stage3.Portage.Configuration;
using Stage3.Portage.Names;
using Stage3.Testing;

namespace Stage3.Portage.Tests.Configuration;

public sealed class PortageConfigurationTests
{
    private static readonly Dictionary<MaskKind, string> Words = new()
    {
        [MaskKind.PackageMask] = "package", [MaskKind.Keyword] = "keyword", [MaskKind.License] = "license",
    };

    public static TheoryData<string> Scenarios { get; } = [.. ConfigurationScenario.All.Select(scenario => scenario.Name)];

    [Theory]
    [MemberData(nameof(Scenarios))]
    public void Flags_and_visibility_come_out_as_the_configuration_says(string name)
    {
        var scenario = ConfigurationScenario.All.Single(each => each.Name == name);
        using var tree = new ScratchTree();
        var package = Ask(scenario.WriteTo(tree), scenario);
        string.Join(' ', package.Use).Should().Be(scenario.Use);
        string.Join(' ', package.Visibility.Reasons.Select(reason => Words[reason.Kind])).Should().Be(scenario.Masks, package.Visibility.ToString());
    }

    [FactNeeding(Need.Portage, "python3")]
    public void A_real_Portage_says_the_same_of_each_configuration()
    {
        var trees = ConfigurationScenario.All.Select(scenario => (Scenario: scenario, Tree: new ScratchTree())).ToList();
        foreach (var (scenario, tree) in trees) scenario.WriteTo(tree);
        var questions = trees.Select(pair => new Dictionary<string, string>
        {
            ["config"] = pair.Tree.ConfigRoot.Value, ["root"] = pair.Tree.Root.Value, ["use"] = pair.Scenario.Environment, ["IUSE"] = pair.Scenario.Iuse,
            ["KEYWORDS"] = pair.Scenario.Keywords, ["LICENSE"] = pair.Scenario.License, ["EAPI"] = pair.Scenario.Eapi,
        });
        var answers = RealPortage.Ask(
            """
            import portage
            from portage.versions import _pkg_str
            from _emerge.Package import Package
            from _emerge.RootConfig import RootConfig
            class Tree: pass
            answers = []
            for question in json.loads(sys.argv[1]):
                env = {"PORTAGE_USERNAME": "root", "PORTAGE_GRPNAME": "root"}
                if question["use"]: env["USE"] = question["use"]
                settings = portage.config(config_root=question["config"], target_root=question["root"], env=env)
                metadata = {"SLOT": "0", "repository": "main", "PROPERTIES": "", "RESTRICT": "", "REQUIRED_USE": "", "DEFINED_PHASES": "-", "CHOST": "", "USE": ""}
                metadata.update((key, "") for key in ("DEPEND", "RDEPEND", "BDEPEND", "IDEPEND", "PDEPEND", "SRC_URI", "INHERITED"))
                metadata.update((key, question[key]) for key in ("IUSE", "KEYWORDS", "LICENSE", "EAPI"))
                package = _pkg_str("app-misc/hello-1.0", metadata=metadata, settings=settings)
                tree = Tree()
                tree.settings, tree.dbapi = settings, portage.portdbapi(mysettings=settings)
                root = RootConfig(settings, {"porttree": tree, "vartree": tree, "bintree": tree}, None)
                settings.setcpv(Package(built=False, installed=False, cpv=package, metadata=dict(metadata), root_config=root, type_name="ebuild"))
                metadata["USE"] = settings["PORTAGE_USE"]
                masks = []
                if settings._getMaskAtom(package, metadata): masks.append("package")
                if settings._getMissingKeywords(package, metadata): masks.append("keyword")
                if settings._getMissingLicenses(package, metadata): masks.append("license")
                answers.append([" ".join(sorted(settings["PORTAGE_USE"].split())), " ".join(masks)])
            print(json.dumps(answers))
            """,
            JsonSerializer.Serialize(questions));
        var said = answers.EnumerateArray().Zip(trees, (answer, pair) => $"{pair.Scenario.Name}: {answer[0]} | {answer[1]}");
        said.Should().Equal(trees.Select(pair => $"{pair.Scenario.Name}: {pair.Scenario.Use} | {pair.Scenario.Masks}"));
        trees.ForEach(pair => pair.Tree.Dispose());
    }

    [Fact]
    public void A_mask_names_the_line_that_masks_and_all_reasons_are_given()
    {
        using var tree = new ScratchTree();
        tree.Write("config/etc/portage/package.mask", "# because\n\napp-misc/hello # here\n");
        tree.Write("config/etc/portage/make.conf", "ACCEPT_LICENSE=\"-* MIT\"\nACCEPT_RESTRICT=\"* -fetch\"\n");
        var package = ScratchTree.Ask(tree.Configuration(), ScratchTree.Metadata(keywords: "~amd64", more: [("LICENSE", "GPL-2"), ("RESTRICT", "fetch")]));
        package.Visibility.IsVisible.Should().BeFalse();
        package.Visibility.Reasons.Select(reason => reason.ToString()).Should().Equal(
            $"package.mask has app-misc/hello ({tree.ConfigRoot}/etc/portage/package.mask:3)",
            "its keywords are ~amd64, and accepted are amd64",
            "ACCEPT_LICENSE does not accept GPL-2",
            "ACCEPT_RESTRICT does not accept fetch");
    }

    [Fact]
    public void An_unsupported_EAPI_masks()
    {
        using var tree = new ScratchTree();
        var source = new ConfigurationSource(tree.ConfigRoot, tree.Root, tree.Repositories()) { SupportedEapis = [Eapi.Parse("7"), Eapi.Parse("8")] };
        var package = ScratchTree.Ask(PortageConfiguration.Read(source), ScratchTree.Metadata(eapi: "6"));
        package.Visibility.Reasons.Should().ContainSingle().Which.ToString().Should().Be("its EAPI 6 is not supported: supported are 7, 8");
    }

    [Fact]
    public void Phases_get_the_flags_of_the_package_and_the_variables_of_all_layers()
    {
        using var tree = new ScratchTree();
        tree.Write("config/etc/portage/make.conf", "CFLAGS=\"-O2\"\nCXXFLAGS=\"${CFLAGS} -g\"\nCONFIG_PROTECT=\"/opt/etc\"\nVIDEO=\"vesa nouveau fbdev\"\n__local=x\n");
        var variables = ScratchTree.Ask(tree.Configuration(("FEATURES", "buildpkg -config-protect-if-modified")), ScratchTree.Metadata(iuse: "video_fbdev video_vesa")).PhaseVariables;
        variables.Should().Contain(new Dictionary<string, string>
        {
            ["ARCH"] = "amd64", ["CHOST"] = "x86_64-pc-linux-gnu", ["CFLAGS"] = "-O2", ["CXXFLAGS"] = "-O2 -g", ["CONFIG_PROTECT"] = "/etc /opt/etc",
            ["ELIBC"] = "glibc", ["KERNEL"] = "linux", ["VIDEO"] = "vesa fbdev", ["USE"] = "amd64 elibc_glibc kernel_linux video_fbdev video_vesa",
            ["FEATURES"] = "binpkg-docompress binpkg-dostrip binpkg-multi-instance buildpkg preserve-libs protect-owned",
        });
        variables.Should().NotContainKey("__local");
    }

    [Fact]
    public void Mistakes_of_the_user_are_errors_and_those_of_profiles_are_warnings()
    {
        using var tree = new ScratchTree();
        tree.Write("main/profiles/base/package.use", "no-atom a\n");
        tree.Write("main/profiles/base/package.mask", ">=nothing\n");
        tree.Configuration().Warnings.Select(warning => warning.ToString()).Should().HaveCount(2)
            .And.Contain(warning => warning.StartsWith($"{tree.Folder}/main/profiles/base/package.use:1: 'no-atom'"));
        tree.Write("config/etc/portage/package.use", "app-misc/hello a\nhello b\n");
        tree.Write("config/etc/portage/package.mask", "*hello\n");
        tree.Write("config/etc/portage/sets/mine", "@nobody\n");
        var read = () => tree.Configuration();
        read.Should().Throw<ConfigurationException>().Which.Problems.Select(problem => problem.ToString()).Should().SatisfyRespectively(
            first => first.Should().StartWith($"{tree.ConfigRoot}/etc/portage/package.use:2: "),
            second => second.Should().StartWith($"{tree.ConfigRoot}/etc/portage/package.mask:1: "),
            third => third.Should().StartWith($"{tree.ConfigRoot}/etc/portage/sets/mine:1: there is no set '@nobody': there are @mine, @profile, "));
    }

    private static ConfiguredPackage Ask(PortageConfiguration configuration, ConfigurationScenario scenario) =>
        ScratchTree.Ask(configuration, ScratchTree.Metadata(scenario.Iuse, scenario.Keywords, scenario.Eapi, ("LICENSE", scenario.License)));
}
