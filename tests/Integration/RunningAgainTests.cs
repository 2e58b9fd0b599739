using Stage3.Testing;

namespace Stage3.Integration;

/// <summary>What a second run does, with nothing changed and with one thing changed.</summary>
[Collection("sample")]
public sealed class RunningAgainTests(SampleStage sample)
{
    [FactNeeding(Need.Root, "apt-get")]
    public async Task A_second_run_does_nothing_and_says_so_and_a_touched_ebuild_redoes_only_what_follows_from_it()
    {
        var tarballs = Directory.GetFiles(sample.Output.Value);
        await SampleStage.RunAllAsync(sample.Request);
        var again = sample.Log.Take();

        foreach (var step in new[] { "PatchEclass", "Template", "Prepare", "Bootstrap", "Merge", "VerifyChroot", "Package" })
        {
            again.Should().Contain(line => line.StartsWith(step + ": nothing to do (", StringComparison.Ordinal));
        }

        Directory.GetFiles(sample.Output.Value).Should().BeEquivalentTo(tarballs);

        await TouchAndRunAsync();
    }

    private async Task TouchAndRunAsync()
    {
        var work = sample.Folder / "touched";
        await SampleStage.CopyFolderAsync(sample.Work.Value, work);
        var tree = sample.Folder / "touched-tree";
        await SampleStage.CopyFolderAsync(sample.Tree.Value, tree);
        var ebuild = Directory.GetFiles((tree / "sys-apps/dbus").Value, "*.ebuild").Single();
        var request = sample.Request with { WorkDir = work, Tree = tree, Output = sample.Folder / "touched-output" };
        await SampleStage.RunAllAsync(request);
        sample.Log.Take();

        await File.AppendAllTextAsync(ebuild, "\n# one more remark\n");
        await SampleStage.RunAllAsync(request);
        var log = sample.Log.Take();

        log.Where(line => line.Contains(" built ", StringComparison.Ordinal)).Should().ContainSingle().Which.Should().Contain("sys-apps/dbus-");
        foreach (var step in new[] { "PatchEclass", "Template", "Bootstrap" })
        {
            log.Should().Contain(line => line.StartsWith(step + ": nothing to do (", StringComparison.Ordinal));
        }

        log.Should().Contain(line => line.StartsWith("Package: ", StringComparison.Ordinal));
    }
}
