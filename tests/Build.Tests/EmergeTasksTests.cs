using Nuke.Common.IO;
using Stage3.Linux;
using Stage3.Testing;
using Stage3.Tools;

namespace Stage3.BuildTests;

/// <summary>emerge in NUKE's style is thin over the command that the pipeline runs.</summary>
public sealed class EmergeTasksTests
{
    [Fact]
    public void Settings_are_a_command()
    {
        var settings = new EmergeSettings()
            .SetRoot("/roots/one").SetConfigRoot("/config").SetPackages("app-misc/jq", "@system").AddPackages("=app-misc/hello-1")
            .EnableBuildpkg().EnableUsepkg().EnableUpdate().EnableDeep().EnableOneshot().SetJobs(4).SetLoadAverage(3.5).SetWithBuildDependencies(false).AddExclude("sys-apps/*");

        settings.Command.Arguments.Should().BeEquivalentTo(
            "--root=/roots/one", "--config-root=/config", "--buildpkg", "--usepkg", "--update", "--deep", "--oneshot", "--jobs=4", "--load-average=3.5",
            "--with-bdeps=n", "--exclude=sys-apps/*", "app-misc/jq", "@system", "=app-misc/hello-1");
        settings.SetRoot("/roots/two").Command.Root.Path.Value.Should().Be("/roots/two");
        settings.Command.Root.Path.Value.Should().Be("/roots/one", "each method answers a copy");
    }

    [Fact]
    public void All_that_is_wrong_is_said_at_once()
    {
        var run = () => EmergeTasks.Emerge(_ => _.SetRoot("/").EnableBuildpkgOnly().EnableUsepkgOnly().SetPackages("no atom"));
        var said = run.Should().Throw<Stage3Exception>().Which.What;
        said.Should().Contain("--root").And.Contain("--config-root is missing").And.Contain("--buildpkgonly and --usepkgonly contradict each other").And.Contain("no atom");
    }

    [Fact]
    public void What_the_run_works_with_must_be_set()
    {
        var run = () => EmergeTasks.Emerge(_ => _.SetRoot("/roots/one").SetConfigRoot("/config").SetPackages("app-misc/jq"));
        run.Should().Throw<Stage3Exception>().Which.What.Should().Be("emerge cannot be run without SetReposConf and SetWorkDirectory");
    }

    [FactNeeding(Need.Portage, Need.Root, "python3")]
    public void It_runs_on_a_real_Portage()
    {
        using var scratch = new Scratch();
        scratch.Write("tree/profiles/repo_name", "tiny\n");
        scratch.Write("tree/profiles/arch.list", "amd64\n");
        scratch.Write("tree/profiles/categories", "app-misc\n");
        scratch.Write("tree/profiles/default/make.defaults", "ARCH=\"amd64\"\nACCEPT_KEYWORDS=\"amd64\"\nCHOST=\"x86_64-pc-linux-gnu\"\n");
        scratch.Write("tree/metadata/layout.conf", "masters =\nthin-manifests = true\nuse-manifests = false\n");
        scratch.Write("tree/app-misc/jq/jq-1.ebuild", "EAPI=8\nDESCRIPTION=\"a test\"\nSLOT=\"0\"\nKEYWORDS=\"amd64\"\nS=\"${WORKDIR}\"\nsrc_install() {\n\tkeepdir /usr/share/jq\n}\n");
        scratch.Write("repos.conf", $"[DEFAULT]\nmain-repo = tiny\n[tiny]\nlocation = {scratch["tree"]}\n");
        scratch.Write("config/etc/portage/make.conf", "USE=\"\"\n");
        File.CreateSymbolicLink(scratch["config/etc/portage/make.profile"], scratch["tree/profiles/default"]);
        foreach (var (file, line) in new[] { ("passwd", "root:x:0:0:root:/root:/bin/bash\n"), ("group", "root:x:0:\n"), ("shadow", "root:*:::::::\n"), ("gshadow", "root:*::\n") })
            scratch.Write($"root/etc/{file}", line);
        AbsolutePath folder = scratch.Folder;

        var plan = EmergeTasks.Emerge(_ => _
            .SetPortage(Need.PortageCheckout).SetReposConf(folder / "repos.conf").SetWorkDirectory(folder / "work")
            .SetRoot(folder / "root").SetConfigRoot(folder / "config").SetPackages("app-misc/jq").EnableOneshot().EnableBuildpkg());

        plan.Packages.Should().ContainSingle();
        Directory.Exists(scratch["root/usr/share/jq"]).Should().BeTrue();
        Directory.GetFiles(scratch["work/packages"], "jq-1*", SearchOption.AllDirectories).Should().ContainSingle();
    }
}
