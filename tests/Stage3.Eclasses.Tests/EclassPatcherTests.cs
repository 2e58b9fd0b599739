using Stage3.Eclasses.Verdicts;
using Stage3.Linux;
using Stage3.Testing;

namespace Stage3.Eclasses.Tests;

public sealed class EclassPatcherTests
{
    private static readonly HostPath Patches = HostPath.Parse(ProjectRoot.File("patches"));

    [Fact]
    public async Task A_tree_gets_an_overlay_that_overrides_its_eclass_and_stays_as_it_was()
    {
        using var scratch = new Scratch();
        var eclass = scratch.Write("tree/eclass/user.eclass", Eras.Early);
        scratch.Write("tree/profiles/repo_name", "sample\n");
        var folder = HostPath.Parse(scratch.Folder);

        var outcome = await EclassPatcher.PatchAsync(folder / "tree", Patches, folder / "overlays", CancellationToken.None);

        outcome.Judgement.Verdict.Should().Be(EclassVerdict.AppliesAtOffset, outcome.Judgement.Detail);
        outcome.Succeeded.Should().BeTrue();
        var overlay = outcome.Overlay!;
        File.ReadAllText(overlay.ReposConf.Value).Should().Be(
            $"[DEFAULT]\nmain-repo = sample\n\n[sample]\nlocation = {folder}/tree\neclass-overrides = stage3-eclasses\n\n[stage3-eclasses]\nlocation = {overlay.Repository}\n");
        File.ReadAllText((overlay.Repository! / "metadata/layout.conf").Value).Should().StartWith("masters = sample\n");
        File.ReadAllText((overlay.Repository! / "profiles/repo_name").Value).Should().Be("stage3-eclasses\n");
        File.ReadAllText((overlay.Repository! / "eclass/user.eclass").Value).Should().Contain("\nuseradd() {");
        File.ReadAllText(eclass).Should().Be(Eras.Early);
        Directory.GetFileSystemEntries(scratch["tree"], "*", SearchOption.AllDirectories).Should().HaveCount(4);
    }

    [Fact]
    public async Task An_overlay_is_written_once_for_the_same_content()
    {
        using var scratch = new Scratch();
        scratch.Write("tree/eclass/user.eclass", Eras.Early);
        var folder = HostPath.Parse(scratch.Folder);

        var first = await EclassPatcher.PatchAsync(folder / "tree", Patches, folder / "overlays", CancellationToken.None);
        var written = File.GetLastWriteTimeUtc(first.Overlay!.ReposConf.Value);
        var second = await EclassPatcher.PatchAsync(folder / "tree", Patches, folder / "overlays", CancellationToken.None);
        scratch.Write("tree/eclass/user.eclass", Eras.Early + "\n# changed\n");
        var third = await EclassPatcher.PatchAsync(folder / "tree", Patches, folder / "overlays", CancellationToken.None);

        second.Overlay.Should().Be(first.Overlay);
        File.GetLastWriteTimeUtc(second.Overlay!.ReposConf.Value).Should().Be(written);
        third.Overlay!.Folder.Should().NotBe(first.Overlay.Folder);
        Directory.GetFileSystemEntries((folder / "overlays").Value).Should().HaveCount(2, "nothing half-made stays");
    }

    [Fact]
    public async Task An_eclass_without_the_anchor_is_a_conflict_and_no_overlay_is_written()
    {
        using var scratch = new Scratch();
        scratch.Write("tree/eclass/user.eclass", Eras.Early.Replace("FUNCTION: enewuser", "FUNCTION: newuser", StringComparison.Ordinal));
        var folder = HostPath.Parse(scratch.Folder);

        var outcome = await EclassPatcher.PatchAsync(folder / "tree", Patches, folder / "overlays", CancellationToken.None);

        outcome.Judgement.Verdict.Should().Be(EclassVerdict.Conflict);
        outcome.Judgement.Detail.Should().Be("user.eclass/root-aware.patch finds no place in user.eclass");
        outcome.Succeeded.Should().BeFalse();
        Directory.Exists(scratch["overlays"]).Should().BeFalse();
    }

    [Fact]
    public async Task An_overlay_inside_the_tree_is_refused()
    {
        using var scratch = new Scratch();
        scratch.Write("tree/eclass/user.eclass", Eras.Early);
        var folder = HostPath.Parse(scratch.Folder);

        var patch = () => EclassPatcher.PatchAsync(folder / "tree", Patches, folder / "tree" / "overlays", CancellationToken.None);

        await patch.Should().ThrowAsync<Stage3Exception>().WithMessage("the overlay would be written into the tree*");
    }
}
