using Stage3.Testing;

namespace Stage3.Integration;

/// <summary>Build tools that a real Portage may put into the running system: here one that is gone when the run is.</summary>
[Collection("small")]
public sealed class PortageHostMergeTests(SmallStage stage)
{
    // A host that Portage can merge into: layers over this machine's folders, with a configuration as a Gentoo has. What is in the layers at the end is said.
    private const string ScratchHost = """
        set -euo pipefail
        shopt -s inherit_errexit
        tree=$1 checkout=$2
        shift 2
        mount -t tmpfs none /mnt
        for place in etc var usr; do
        	mkdir -p "/mnt/$place/upper" "/mnt/$place/work"
        	mount -t overlay overlay -o "lowerdir=/$place,upperdir=/mnt/$place/upper,workdir=/mnt/$place/work" "/$place"
        done
        rm -rf /etc/portage /var/db/pkg
        mkdir -p /etc/portage /var/db/pkg /usr/share/portage
        ln -s "$tree/profiles/default" /etc/portage/make.profile
        printf '[DEFAULT]\nmain-repo = small\n[small]\nlocation = %s\n' "$tree" > /etc/portage/repos.conf
        cp -a "$checkout/cnf" /usr/share/portage/config
        "$@"
        find /mnt/usr/upper/share/stage3-small-tool /mnt/var/upper/db/pkg -mindepth 1 -printf 'on the host: %P\n'
        """;

    [FactNeeding(Need.Portage, Need.Root, "python3", "unshare", "useradd")]
    public async Task What_went_into_the_host_is_listed_and_is_there()
    {
        var request = stage.Request("host");
        string[] before = ["unshare", "--mount", "--propagation=private", "bash", "-c", ScratchHost, "host", request.Tree!.Value, request.Portage!.Value];

        var said = await SmallStage.RunAsync(before, request, "Prepare", "--allow-host-merge");

        said.Should().Contain("Prepare app-misc/tool-1 went into the build host itself, as --allow-host-merge allows")
            .And.Contain("on the host: tool\n").And.Contain("on the host: app-misc/tool-1\n").And.NotContain("on the host: app-misc/one");
        Directory.Exists("/usr/share/stage3-small-tool").Should().BeFalse("this machine was not the host");
        HostAccounts.Digest().Should().Be(stage.HostBefore);
    }

    [FactNeeding(Need.Portage, Need.Root, "python3", "unshare", "useradd")]
    public void Unless_that_is_allowed_they_go_nowhere()
    {
        stage.Said.Should().NotContain("went into the build host");
        Directory.Exists("/usr/share/stage3-small-tool").Should().BeFalse();
    }
}
