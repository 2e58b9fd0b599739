using System.Text.Json;
using NJsonSchema;
using Stage3.Linux;
using Stage3.Patches;
using Stage3.Testing;

namespace Stage3.Tests.Patches;

public sealed class PatchWatchTests : IDisposable
{
    private readonly Scratch scratch = new();

    private PatchWatchRequest Request => new(HostPath.Parse(ProjectRoot.Folder))
    {
        WorkDir = HostPath.Parse(scratch["work"]),
        Output = HostPath.Parse(scratch["output"]),
    };

    public void Dispose() => scratch.Dispose();

    [FactNeeding(Need.Root)]
    public async Task Accepted_trees_end_well_and_all_reports_are_written()
    {
        var request = Request with { Trees = [HostPath.Parse(ProjectRoot.File("samples/tree")), HostPath.Parse(ProjectRoot.File("samples/tree"))] };

        await PatchWatch.VerifyAsync(request, CancellationToken.None);

        Directory.GetFiles(scratch["output/patches"]).Select(Path.GetFileName).Should().BeEquivalentTo(
            ["verdicts.json", "verdicts.schema.json", "verdicts.md", "verdicts.junit.xml", "verdicts.sarif", "verdicts.html"]);
        var json = await File.ReadAllTextAsync(scratch["output/patches/verdicts.json"]);
        (await JsonSchema.FromFileAsync(scratch["output/patches/verdicts.schema.json"])).Validate(json).Should().BeEmpty();
        using var document = JsonDocument.Parse(json);
        document.RootElement.GetProperty("versions").EnumerateArray().Select(version => version.GetProperty("verdict").GetString())
            .Should().Equal("AppliesAtOffset", "AppliesAtOffset");
    }

    [FactNeeding(Need.Root)]
    public async Task A_second_run_remembers_what_the_first_saw_and_says_the_same()
    {
        var request = Request with { Trees = [HostPath.Parse(ProjectRoot.File("samples/tree"))] };
        await PatchWatch.VerifyAsync(request, CancellationToken.None);
        var first = await File.ReadAllBytesAsync(scratch["output/patches/verdicts.json"]);
        var records = Directory.GetFiles(scratch["work/probes"]).ToDictionary(file => file, File.GetLastWriteTimeUtc);

        await PatchWatch.VerifyAsync(request, CancellationToken.None);

        records.Should().HaveCount(2, "the eclass was seen before and after");
        Directory.GetFiles(scratch["work/probes"]).Should().OnlyContain(file => records[file] == File.GetLastWriteTimeUtc(file));
        (await File.ReadAllBytesAsync(scratch["output/patches/verdicts.json"])).Should().Equal(first);
    }

    [Fact]
    public async Task A_verdict_that_is_not_accepted_ends_in_an_error_that_names_it_and_the_reports_are_there()
    {
        scratch.Write("tree/eclass/other.eclass", "");
        var request = Request with { Trees = [HostPath.Parse(scratch["tree"])] };

        var verify = () => PatchWatch.VerifyAsync(request, CancellationToken.None);

        (await verify.Should().ThrowAsync<PatchesRefusedException>()).Which.Message.Should().Be($"""
            1 of 1 version not accepted: 1 Missing
              where: {scratch["tree"]}: the tree has neither user.eclass nor acct-user.eclass
              to do: see {scratch["output/patches/verdicts.html"]}; RefreshPatch renews a patch, --accept lets named verdicts pass
            """);
        File.Exists(scratch["output/patches/verdicts.html"]).Should().BeTrue();
        await PatchWatch.VerifyAsync(request with { Accept = "Moved,Missing" }, CancellationToken.None);
    }

    [Fact]
    public async Task Requests_that_make_no_sense_are_told_what_to_do_before_anything_is_read()
    {
        var folder = HostPath.Parse(scratch.Folder);
        await ErrorAsync(Request with { Accept = "Moved,Fine" }, "'Fine' is no verdict; there are Applies, AppliesAtOffset, *to do: name verdicts*");
        await ErrorAsync(Request with { Git = folder, Trees = [folder] }, "--tree and --git are both given*");
        await ErrorAsync(Request with { Bisect = true }, "--bisect is about a history, and none is named*to do: name a clone with --git REPO");
        await ErrorAsync(Request with { Revisions = "a..b" }, "--revisions is about a history*");
        await ErrorAsync(Request with { EclassFolder = "eclass" }, "--eclass-dir is about a history*");
        Directory.Exists(scratch["output"]).Should().BeFalse();
    }

    [Fact]
    public async Task Places_that_are_no_tree_and_no_clone_are_told_what_to_name_instead()
    {
        var folder = HostPath.Parse(scratch.Folder);
        scratch.Write("tree/eclass/user.eclass", "");
        await ErrorAsync(Request with { Trees = [folder] }, "no eclasses there*to do: name a portage tree, an overlay, or a folder with eclass/ in it");
        await ErrorAsync(Request with { Trees = [folder / "tree/eclass"] }, $"*to do: name the folder above: {folder}/tree");
        await ErrorAsync(Request with { Trees = [folder / "nowhere"] }, $"no such folder*where: {folder}/nowhere*");
    }

    [FactNeeding("git")]
    public async Task A_folder_that_is_no_clone_is_named() =>
        await ErrorAsync(Request with { Git = HostPath.Parse(scratch.Folder) }, "no git repository there*to do: name a clone, bare or not");

    [FactNeeding(Need.Root)]
    public async Task Refresh_says_what_a_person_must_decide_and_ends_badly()
    {
        scratch.Write("tree/eclass/user.eclass", "egetent() { getent \"$1\" \"$2\"; }\nenewgroup() { groupadd \"$1\"; }\nenewuser() { useradd \"$1\"; }\n");

        var refresh = () => PatchWatch.RefreshAsync(Request with { Trees = [HostPath.Parse(scratch["tree"])] }, CancellationToken.None);

        await refresh.Should().ThrowAsync<Stage3Exception>().WithMessage("user.eclass/root-aware.patch cannot be renewed by itself*a person must find its place*");
    }

    [Fact]
    public async Task Refresh_refuses_what_it_would_pass_over_and_trees_that_no_patch_is_for()
    {
        scratch.Write("tree/eclass/other.eclass", "");
        var folder = HostPath.Parse(scratch["tree"]);
        foreach (var (request, message) in new[]
        {
            (Request with { Git = folder }, "RefreshPatch does not take --git*to do: name the tree*"),
            (Request with { Trees = [folder], Revisions = "a..b" }, "RefreshPatch does not take --revisions*"),
            (Request with { Trees = [folder] }, $"no patch of the series is for this tree: Missing*where: {folder}: the tree has neither*"),
        })
        {
            var refresh = () => PatchWatch.RefreshAsync(request, CancellationToken.None);
            await refresh.Should().ThrowAsync<Stage3Exception>().WithMessage(message);
        }
    }

    private static async Task ErrorAsync(PatchWatchRequest request, string message)
    {
        var verify = () => PatchWatch.VerifyAsync(request, CancellationToken.None);
        await verify.Should().ThrowAsync<Stage3Exception>().WithMessage(message);
    }
}
