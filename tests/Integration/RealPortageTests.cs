using System.Text.RegularExpressions;
using Stage3.Linux;
using Stage3.Portage.Names;
using Stage3.RootComparison;
using Stage3.Testing;

namespace Stage3.Integration;

/// <summary>Same command, same input, same root: the embedded engine held to a real Portage.</summary>
[Collection("sample")]
public sealed class RealPortageTests(SampleStage sample)
{
    private static readonly string[] Bootstrap = ["sys-apps/baselayout", "sys-libs/glibc", "sys-libs/pam", "sys-auth/pambase", "sys-apps/shadow"];

    [FactNeeding(Need.Portage, Need.Root, SampleStage.Apt, "python3", "unshare")]
    public async Task It_plans_the_same_packages_and_each_order_meets_what_the_other_demands()
    {
        var ours = await OurPlanAsync();
        var root = await EmptyRootAsync("pretended");

        var output = await new RealEmerge(sample.Folder / "pretend", sample.Stage).RunAsync(
            root, ["--pretend", "--oneshot", "--update", "--deep", "--newuse", "@system", "@world", .. Bootstrap]);
        var theirs = RealEmerge.Plan(output);

        theirs.Should().BeEquivalentTo(ours, output);
        var order = new MergeOrder(sample.Stage / "packages");
        order.Count.Should().BeGreaterThan(50, "else there is nothing to compare");
        order.Violations(ours).Should().BeEmpty();
        order.Violations(theirs).Should().BeEmpty();
    }

    [FactNeeding(Need.Portage, Need.Root, SampleStage.Apt, "python3", "unshare")]
    public async Task It_makes_of_our_packages_the_root_that_we_make_of_them()
    {
        await sample.RunAllAsync(sample.Request);
        var (emerge, root) = (new RealEmerge(sample.Folder / "merge", sample.Stage), await EmptyRootAsync("merged"));

        await emerge.RunAsync(root, ["--usepkgonly", "--nodeps", "--oneshot", .. Bootstrap]);
        await emerge.RunAsync(root, "--usepkgonly", "--update", "--deep", "--jobs=2", "@system", "@world");

        var theirs = RootListing.OfFolder(root);
        string.Join('\n', RootListing.OfFolder(sample.Stage / "chroot").DifferencesTo(theirs, AllowedDifferences.OfMerging)).Should().BeEmpty();
    }

    private async Task<IReadOnlyList<PackageId>> OurPlanAsync()
    {
        sample.WriteSpec("planned");
        var request = await sample.VariantAsync("planned") with { PkgDir = sample.Folder / "no packages yet" };
        var pipeline = Pipeline.Create(request, CancellationToken.None);
        await pipeline.PatchEclassAsync();
        await pipeline.TemplateAsync();
        sample.Log.Take();
        await pipeline.PlanAsync();
        return
        [
            .. sample.Log.Take().Select(line => Regex.Match(line, @"^  \[ebuild\] (\S+)::stage3-sample ")).Where(match => match.Success)
                .Select(match => PackageId.Parse(match.Groups[1].Value)),
        ];
    }

    /// <summary>What every root starts from, with the one account that Portage itself asks for.</summary>
    private async Task<HostPath> EmptyRootAsync(string name)
    {
        var root = sample.Folder / name;
        await SampleStage.CopyAsync((sample.Stage / "template").Value, root);
        (root / "etc").EnsureFolder();
        foreach (var (file, line) in new[] { ("passwd", "root:x:0:0:root:/root:/bin/bash"), ("group", "root:x:0:"), ("shadow", "root:*:::::::"), ("gshadow", "root:*::") })
        {
            await File.WriteAllTextAsync((root / "etc" / file).Value, line + "\n");
        }

        // As baselayout would have made them: it leaves those that are there as they are.
        await CliWrap.Cli.Wrap("chgrp").WithArguments(["42", (root / "etc/shadow").Value, (root / "etc/gshadow").Value]).ExecuteAsync();
        await CliWrap.Cli.Wrap("chmod").WithArguments(["640", (root / "etc/shadow").Value, (root / "etc/gshadow").Value]).ExecuteAsync();

        return root;
    }
}
