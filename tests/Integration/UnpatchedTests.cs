using Stage3.Emerge;
using Stage3.Linux;
using Stage3.Portage.BinaryPackages;
using Stage3.Testing;

namespace Stage3.Integration;

/// <summary>The bug that started it: what becomes of a stage whose user.eclass knows nothing of ROOT.</summary>
[Collection("sample")]
public sealed class UnpatchedTests(SampleStage sample)
{
    private static readonly string[] AccountFiles = ["passwd", "group", "shadow", "gshadow"];

    [FactNeeding(Need.Root, SampleStage.Apt)]
    public async Task Without_the_patch_the_first_package_that_makes_accounts_fails_to_build()
    {
        var request = await sample.VariantAsync("unpatched") with { Patches = null };
        await SeedAsync(request, without: null, files: []);

        var failure = await FailureOf(request);

        failure.What.Should().MatchRegex(
            @"^sys-apps/systemd-\d+: systemd's pkg_setup tried to change the build host's group file: user\.eclass is not ROOT-aware; run PatchEclass$");
        failure.Where.Should().Contain("groupadd -r -g ").And.Contain("/logs/prepare/sys-apps:systemd-");
        NothingWasPacked(request);
    }

    [FactNeeding(Need.Root, SampleStage.Apt)]
    public async Task Where_all_other_accounts_are_there_it_is_dbus_that_fails_in_the_words_of_the_manual()
    {
        var request = await sample.VariantAsync("unpatched-dbus") with { Patches = null };
        await SeedAsync(request, without: "messagebus", AccountFiles);

        var failure = await FailureOf(request);

        failure.Message.Should().Contain("dbus's pkg_setup tried to change the build host's group file: user.eclass is not ROOT-aware; run PatchEclass\n");
        failure.Where.Should().MatchRegex(@"groupadd -r -g \d+ messagebus").And.Contain("/logs/prepare/sys-apps:dbus-");
        NothingWasPacked(request);
    }

    [FactNeeding(Need.Root, SampleStage.Apt)]
    public async Task A_binary_package_that_was_built_without_the_patch_fails_to_merge()
    {
        var request = await sample.VariantAsync("unpatched-packages") with { Patches = null };
        await SeedAsync(request, without: null, AccountFiles);

        var failure = await FailureOf(request);

        var built = PackageDirectory.Open(Folder(request) / "packages", [], CancellationToken.None);
        built.Index.Entries.Where(entry => entry.BuildId == 2).Select(entry => entry.Package.Name.ToString())
            .Should().BeEquivalentTo(["sys-apps/systemd", "sys-apps/dbus", "net-misc/dhcpcd"], "all were built, for their accounts were there");
        failure.What.Should().MatchRegex("tried to change the build host's group file: user.eclass is not ROOT-aware; run PatchEclass$");
        failure.Where.Should().Contain("/logs/chroot/");
        (Folder(request) / "chroot").IsFolder.Should().BeFalse("a root that failed has no final name");
        NothingWasPacked(request);
    }

    /// <summary>The root that packages are built into, with the account files of the patched run, less one account.</summary>
    private async Task SeedAsync(PipelineRequest request, string? without, string[] files)
    {
        var etc = (Folder(request) / "prepare/etc").EnsureFolder();
        foreach (var file in files)
        {
            await SampleStage.CopyAsync((sample.Stage / "prepare/etc" / file).Value, etc / file);
            var lines = (await File.ReadAllLinesAsync((etc / file).Value)).Where(line => without is null || !line.StartsWith(without + ":", StringComparison.Ordinal));
            await File.WriteAllLinesAsync((etc / file).Value, lines);
        }
    }

    private async Task<EmergeFailedException> FailureOf(PipelineRequest request)
    {
        var before = HostAccounts.Digest();
        var run = () => sample.RunAllAsync(request);
        var failure = (await run.Should().ThrowAsync<EmergeFailedException>()).Which;
        HostAccounts.Digest().Should().Be(before);
        return failure;
    }

    private static void NothingWasPacked(PipelineRequest request) =>
        request.Output.IsFolder.Should().BeFalse("no tarball appears");

    private static HostPath Folder(PipelineRequest request) => request.WorkDir / request.Output.Name;
}
