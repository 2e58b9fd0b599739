namespace Stage3.Testing;

/// <summary>
/// A real <c>emerge</c> with nothing of ours around but mounts of its own: it reads the build host's /etc and /var whatever it is told, so it
/// gets ones of its own there. For tests and benchmarks that hold us against it.
/// </summary>
public static class BareEmerge
{
    /// <summary>FEATURES that need a Gentoo host, users of its own or more namespaces than there are, and merge-wait, which no run of ours has either.</summary>
    public const string Features = "-sandbox -usersandbox -ipc-sandbox -network-sandbox -pid-sandbox -mount-sandbox -userpriv -userfetch -usersync -merge-sync -merge-wait -news";

    private const string Script = """
        set -euo pipefail
        shopt -s inherit_errexit
        checkout=$1 config=$2 repos=$3 root=$4 work=$5
        shift 5
        python=$(python3 -c 'import sys; print(sys.executable)')
        mount -t tmpfs none /mnt
        for place in etc var usr/share; do
        	mkdir -p "/mnt/$place/upper" "/mnt/$place/work"
        	mount -t overlay overlay -o "lowerdir=/$place,upperdir=/mnt/$place/upper,workdir=/mnt/$place/work" "/$place"
        done
        rm -rf /etc/portage /usr/share/portage /var/db/pkg
        cp -a "$config/etc/portage" /etc/portage
        cp "$repos" /etc/portage/repos.conf
        mkdir -p /usr/share/portage "$work/tmp" "$work/bin"
        cp -a "$checkout/cnf" /usr/share/portage/config
        ln -sfn "$(type -P tar)" "$work/bin/gtar"
        # Accounts are looked up in the root, and whoever is unaware of it cannot change the host's.
        for file in passwd group shadow gshadow; do
        	[[ -e $root/etc/$file ]] || continue
        	ln -sfn "$root/etc/$file" "/etc/$file.new"
        	mv -T "/etc/$file.new" "/etc/$file"
        done
        variables=()
        while [[ $1 != -- ]]; do variables+=("$1"); shift; done
        shift
        exec env -i HOME=/ TERM=dumb LC_ALL=C.UTF-8 PATH="$checkout/bin:$work/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin" \
        	PORTAGE_USERNAME=root PORTAGE_GRPNAME=root PYTHONPATH="$checkout/lib" PORTAGE_TMPDIR="$work/tmp" PORTAGE_REPOSITORIES="$(< "$repos")" "${variables[@]}" \
        	"$python" -b "$checkout/bin/emerge" --color=n --nospinner "$@"
        """;

    /// <summary>The arguments of unshare(1).</summary>
    /// <param name="checkout">The Portage.</param>
    /// <param name="config">The folder above the <c>etc/portage</c> that becomes the host's.</param>
    /// <param name="reposConf">The repositories.</param>
    /// <param name="root">Whose account names hold.</param>
    /// <param name="work">Where it builds.</param>
    /// <param name="variables">Further variables, each as <c>NAME=value</c>: PKGDIR, DISTDIR, FEATURES.</param>
    /// <param name="arguments">emerge's own.</param>
    public static string[] Arguments(string checkout, string config, string reposConf, string root, string work, IEnumerable<string> variables, IEnumerable<string> arguments) =>
        ["--mount", "--", "bash", "-c", Script, "emerge", checkout, config, reposConf, root, work, .. variables, "--", .. arguments];
}
