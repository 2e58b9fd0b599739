using Stage3.RootComparison;
using Stage3.Testing;

namespace Stage3.Integration;

/// <summary>Whoever is not root.</summary>
[Collection("sample")]
public sealed class RightsTests(SampleStage sample)
{
    /// <summary>
    /// Runs words as root of a user namespace with the ids of a system and no more. newuidmap does this for those who have
    /// subordinate ids; root can do without it.
    /// </summary>
    private const string InNamespace = """
        set -euo pipefail
        shopt -s inherit_errexit
        gate=$1
        shift
        mkfifo "$gate"
        unshare --user -- bash -c 'read -r <"$0"; exec "$@"' "$gate" "$@" &
        until [[ $(readlink "/proc/$!/ns/user") != "$(readlink /proc/self/ns/user)" ]]; do sleep 0.05; done
        echo '0 0 65536' >"/proc/$!/uid_map"
        echo '0 0 65536' >"/proc/$!/gid_map"
        echo >"$gate"
        wait "$!"
        """;

    [FactNeeding(Need.Root, SampleStage.Apt, "unshare")]
    public async Task Root_of_a_user_namespace_makes_the_same_stage()
    {
        var request = await sample.VariantAsync("namespace");
        using var program = BuildProgram.Start(["bash", "-c", InNamespace, "bash", (sample.Folder / "gate").Value], BuildProgram.Words(request, "Package"));

        (await program.EndAsync(TimeSpan.FromMinutes(5))).Should().Be(0, program.Output);

        RootListing.OfFolder(request.WorkDir / "namespace/chroot").DifferencesTo(sample.Chroot, AllowedDifferences.OfBuilding).Should().BeEmpty();
    }

    [FactNeeding("unshare")]
    public async Task Without_root_and_without_subordinate_ids_one_sentence_says_what_to_do_before_anything_starts()
    {
        using var scratch = new Scratch();
        // Of a user namespace that maps nobody: its user is nobody to the kernel, and may not become more.
        using var program = BuildProgram.Start(["unshare", "--user", "--"], ["Package", "--work-dir", scratch["work"], "--output", scratch["output"]]);

        (await program.EndAsync(TimeSpan.FromMinutes(1))).Should().Be(255, program.Output);

        program.Output.Should().MatchRegex("^error: not root, and (a user namespace that can own files needs the program newuidmap, which is not here|no user namespace with subordinate ids is to be had)\n")
            .And.Contain("to do: ").And.Contain("/etc/subuid").And.Contain("or run as root");
        Directory.GetFileSystemEntries(scratch.Folder).Should().BeEmpty();
    }
}
