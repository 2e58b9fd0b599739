using Stage3.Emerge.Running;
using Stage3.Linux;
using Stage3.Testing;

namespace Stage3.Emerge.Tests.Running;

public sealed class PortageSearchTests
{
    [FactNeeding(Need.Portage, "python3", "bzip2", "patch")]
    public async Task A_checkout_tells_its_version_its_Python_and_its_features()
    {
        var found = await PortageSearch.FindAsync(HostPath.Parse(Need.PortageCheckout), CancellationToken.None);

        found.ToString().Should().MatchRegex(@"^Portage \d+\.\d+\S* \(Python 3\.\d+\.\d+\S*\)$");
        found.Features.Should().Contain(["sandbox", "buildpkg", "distcc"]);
        found.Defaults.Should().Be(HostPath.Parse(Need.PortageCheckout) / "cnf");
    }

    [Fact]
    public async Task A_folder_without_Portage_is_said_to_be_none_with_what_to_do()
    {
        using var scratch = new Scratch();

        var find = () => PortageSearch.FindAsync(HostPath.Parse(scratch.Folder), CancellationToken.None);

        var missing = (await find.Should().ThrowAsync<PortageMissingException>()).Which;
        missing.Problems.Should().Contain($"{scratch.Folder} holds neither a checkout of Portage (bin/emerge, cnf/) nor an installation (bin/emerge)");
        missing.Remedy.Should().Contain("--portage");
    }

    [FactNeeding("python3")]
    public async Task All_that_is_missing_is_listed_at_once()
    {
        if (File.Exists("/usr/share/portage/config/make.globals")) return;
        using var scratch = new Scratch();
        scratch.Write("bin/emerge", "#!/bin/sh\n");
        scratch.Write("lib/python3.99/site-packages/portage/__init__.py", "raise ImportError('of no use')\n");

        var find = () => PortageSearch.FindAsync(HostPath.Parse(scratch.Folder), CancellationToken.None);

        var problems = (await find.Should().ThrowAsync<PortageMissingException>()).Which.Problems;
        problems.Should().Contain("/usr/share/portage/config has no make.globals: install Portage whole, or name a checkout, which has it in cnf/")
            .And.Contain(problem => problem.Contains("cannot load Portage's modules", StringComparison.Ordinal) && problem.EndsWith("ImportError: of no use", StringComparison.Ordinal));
    }
}
