using System.Text.RegularExpressions;
using Stage3.Testing;

namespace Stage3.Integration;

/// <summary>What a further run does, with nothing changed and with one thing changed; what was changed is put back, as other tests build from it.</summary>
[Collection("sample")]
public sealed class RunningAgainTests(SampleStage sample)
{
    private static readonly string[] Steps = ["PatchEclass", "Template", "Prepare", "Bootstrap", "Merge", "VerifyChroot", "Package"];

    [FactNeeding(Need.Root, SampleStage.Apt)]
    public void A_second_run_does_nothing_and_says_so() => Redone(sample.SecondRun).Should().BeEmpty();

    [FactNeeding(Need.Root, SampleStage.Apt)]
    public async Task A_touched_ebuild_is_built_alone_and_what_follows_from_it_is_done_again()
    {
        await sample.RunAllAsync(sample.Request);
        var ebuild = SampleStage.Ebuild(sample.Folder / "tree", "sys-apps/dbus");
        var before = await File.ReadAllTextAsync(ebuild);
        await File.WriteAllTextAsync(ebuild, before + "\n# one more remark\n");

        var log = await sample.RunAllAsync(sample.Request);
        await File.WriteAllTextAsync(ebuild, before);

        log.Where(line => line.StartsWith("Prepare [", StringComparison.Ordinal))
            .Should().ContainSingle().Which.Should().MatchRegex(@"^Prepare \[1/1\] \d+:\d\d built  sys-apps/dbus-");
        Redone(log).Should().Equal("Prepare", "Merge", "VerifyChroot", "Package");
    }

    [FactNeeding(Need.Root, SampleStage.Apt)]
    public async Task A_changed_patch_is_applied_and_the_packages_that_inherit_the_eclass_are_built_anew()
    {
        await sample.RunAllAsync(sample.Request);
        var patch = (sample.Folder / "patches/user.eclass/root-aware.patch").Value;
        var text = await File.ReadAllTextAsync(patch);
        await File.WriteAllTextAsync(patch, text.Replace("+# ROOT-aware wrappers, read side.", "+# ROOT-aware wrappers, the read side.", StringComparison.Ordinal));

        var log = await sample.RunAllAsync(sample.Request);
        await File.WriteAllTextAsync(patch, text);

        log.Select(line => Regex.Match(line, @"^Prepare .* built +(\S+)-[^-]+$")).Where(match => match.Success).Select(match => match.Groups[1].Value)
            .Should().BeEquivalentTo("sys-apps/systemd", "sys-apps/dbus", "net-misc/dhcpcd");
        Redone(log).Should().Equal("PatchEclass", "Prepare", "Merge", "VerifyChroot", "Package");
    }

    [FactNeeding(Need.Root, SampleStage.Apt)]
    public async Task Another_name_of_the_tarball_concerns_its_packing_alone()
    {
        await sample.RunAllAsync(sample.Request);
        sample.WriteSpec("sample", text => text.Replace("stage3-amd64-systemd-sample", "stage3-amd64-other-name", StringComparison.Ordinal));

        var log = await sample.RunAllAsync(sample.Request);

        Redone(log).Should().Equal("Package");
        Directory.GetFiles(sample.Request.Output.Value, "stage3-amd64-other-name-*.tar.xz").Should().ContainSingle();
    }

    [FactNeeding(Need.Root, SampleStage.Apt)]
    public async Task A_file_that_somebody_changes_in_the_finished_root_means_that_the_root_is_made_anew()
    {
        await sample.RunAllAsync(sample.Request);
        var file = (sample.Stage / "chroot/etc/passwd").Value;
        var before = await File.ReadAllTextAsync(file);
        await File.AppendAllTextAsync(file, "intruder:x:0:0::/root:/bin/sh\n");

        var log = await sample.RunAllAsync(sample.Request);

        log.Should().Contain("Merge: what it made has been changed since; doing it again");
        Redone(log).Should().Equal("Merge", "VerifyChroot", "Package");
        (await File.ReadAllTextAsync(file)).Should().Be(before);
    }

    [FactNeeding(Need.Root, SampleStage.Apt)]
    public async Task A_tarball_that_is_gone_is_packed_again()
    {
        await sample.RunAllAsync(sample.Request);
        var output = sample.Request.Output.Value;
        foreach (var file in Directory.GetFiles(output).Where(file => !file.StartsWith(sample.Tarball.Value, StringComparison.Ordinal))) File.Delete(file);
        File.Move(sample.Tarball.Value, sample.Tarball.Value + ".kept");

        var log = await sample.RunAllAsync(sample.Request);

        Redone(log).Should().Equal("Package");
        Directory.GetFiles(output, "*.tar.xz").Should().ContainSingle();
        File.Move(sample.Tarball.Value + ".kept", sample.Tarball.Value, overwrite: true);
    }

    private static IEnumerable<string> Redone(IReadOnlyList<string> log)
    {
        foreach (var step in Steps)
        {
            var said = log.Where(line => line.StartsWith(step + ": ", StringComparison.Ordinal)).ToList();
            said.Should().NotBeEmpty($"{step} says what it did");
            if (!said.Exists(line => line.StartsWith(step + ": nothing to do (", StringComparison.Ordinal))) yield return step;
        }
    }
}
