using System.Text.RegularExpressions;
using Stage3.Linux;
using Stage3.Linux.Processes;
using Stage3.Portage.Names;
using Stage3.Testing;

namespace Stage3.Integration;

/// <summary>
/// A real <c>emerge</c> with the configuration, the repositories and the binary packages of a stage that we built, in
/// mounts of its own: it reads the build host's /etc and /var whatever it is told, so it gets ones of its own there.
/// </summary>
internal sealed class RealEmerge(HostPath folder, HostPath stage)
{
    // FEATURES that need a Gentoo host, users of its own or more namespaces than there are.
    private const string Script = """
        set -euo pipefail
        shopt -s inherit_errexit
        folder=$1 stage=$2 checkout=$3 root=$4
        shift 4
        python=$(python3 -c 'import sys; print(sys.executable)')
        mount -t tmpfs none /mnt
        for place in etc var usr/share; do
        	mkdir -p "/mnt/$place/upper" "/mnt/$place/work"
        	mount -t overlay overlay -o "lowerdir=/$place,upperdir=/mnt/$place/upper,workdir=/mnt/$place/work" "/$place"
        done
        rm -rf /etc/portage /usr/share/portage /var/db/pkg
        cp -a "$stage/config/etc/portage" /etc/portage
        cp "$stage/repos.conf" /etc/portage/repos.conf
        mkdir -p /usr/share/portage "$folder/tmp" "$folder/bin"
        cp -a "$checkout/cnf" /usr/share/portage/config
        ln -sfn "$(type -P tar)" "$folder/bin/gtar"
        cat >>/etc/portage/make.conf <<-END
        	FEATURES="-sandbox -usersandbox -ipc-sandbox -network-sandbox -pid-sandbox -mount-sandbox -userpriv -userfetch -usersync -merge-sync -news -merge-wait -ebuild-locks parallel-install"
        	PKGDIR="$stage/packages"
        	DISTDIR="$stage/../distfiles"
        	PORTAGE_TMPDIR="$folder/tmp"
        END
        # Accounts are looked up in the root, and whoever is unaware of it cannot change the host's.
        for file in passwd group shadow gshadow; do
        	[[ -e $root/etc/$file ]] || continue
        	ln -sfn "$root/etc/$file" "/etc/$file.new"
        	mv -T "/etc/$file.new" "/etc/$file"
        done
        exec env -i HOME=/ TERM=dumb LC_ALL=C.UTF-8 PATH="$checkout/bin:$folder/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin" \
        	PORTAGE_USERNAME=root PORTAGE_GRPNAME=root "$python" -b "$checkout/bin/emerge" --color=n "--root=$root" "$@"
        """;

    /// <summary>Runs it, and answers what it said.</summary>
    /// <exception cref="ProgramFailedException">It failed.</exception>
    public Task<string> RunAsync(HostPath root, params string[] arguments)
    {
        folder.EnsureFolder();
        return new ChildProcess("unshare",
        [
            "--mount", "--", "bash", "-c", Script, "emerge", folder.Value, stage.Value, Need.PortageCheckout, root.Value, .. arguments,
        ])
        {
            Environment = ChildEnvironment.Clean.WithInherited("PATH", "HOME"),
            LogFile = folder / "emerge.log",
        }.CaptureAsync(CancellationToken.None);
    }

    /// <summary>The packages of what <c>--pretend</c> said, in merge order.</summary>
    public static IReadOnlyList<PackageId> Plan(string output) =>
        [.. Regex.Matches(output, @"(?m)^\[(?:ebuild|binary) [^]]*\] ([^\s:]+)").Select(match => PackageId.Parse(Version(match.Groups[1].Value)))];

    // A binary package's number of build stands behind its version.
    private static string Version(string text) => Regex.Replace(text, @"(?<=-\d[^-/]*(-r\d+)?)-\d+$", "");
}
