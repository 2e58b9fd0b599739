using Stage3.Linux;
using Stage3.Linux.Processes;
using Stage3.Testing;

namespace Stage3.Emerge.Tests.Seeds;

/// <summary>
/// A stage of this machine's own programs with a Portage in it, small enough for a test: what emerge runs, the libraries of that, a Python, and
/// the checkout. It knows no packages, as if its database had been lost.
/// </summary>
internal static class SeedTarball
{
    private static readonly string[] Programs =
    [
        "bash", "sh", "awk", "basename", "bzip2", "cat", "chgrp", "chmod", "chown", "chroot", "cmp", "comm", "cp", "cut", "date", "dd", "diff", "dirname", "du", "env",
        "expr", "false", "find", "getent", "gpg", "groupadd", "useradd", "usermod", "grep", "egrep", "gzip", "head", "hostname", "id", "install", "ln", "ls", "md5sum", "mkdir", "mkfifo", "mknod", "mktemp",
        "mount", "mv", "nice", "od", "patch", "printf", "ps", "readlink", "realpath", "rm", "rmdir", "sed", "sha512sum", "sleep", "sort", "stat", "tac", "tail", "tar",
        "tee", "test", "touch", "tr", "true", "tty", "umount", "uname", "uniq", "unshare", "wc", "which", "xargs", "xz", "zstd",
    ];

    private const string Script = """
        set -euo pipefail
        root=$1 checkout=$2 tarball=$3
        shift 3
        mkdir -p "$root"/{usr/bin,usr/lib,usr/lib64,usr/share/portage,etc,tmp,var/tmp,proc,sys,dev,root,run}
        for each in bin lib lib64; do ln -s "usr/$each" "$root/$each"; done
        ln -s bin "$root/usr/sbin"; ln -s usr/bin "$root/sbin"
        chmod 1777 "$root/tmp" "$root/var/tmp"
        copy_libraries() {
        	local library
        	{ ldd "$@" 2>/dev/null || true; } | sed -n 's/^[^/]*\(\/[^ ]*\) (.*/\1/p' | sort -u | while read -r library; do
        		[[ -e $root$library ]] || { mkdir -p "$root${library%/*}"; cp -L "$library" "$root$library"; }
        	done
        }
        for program; do
        	file=$(type -P "$program") || continue
        	cp -L "$file" "$root/usr/bin/$program"
        	copy_libraries "$file"
        done
        ln -sf tar "$root/usr/bin/gtar"
        read -r python stdlib dynload < <(python3 -c 'import os, sys, sysconfig; print(os.path.realpath(sys.executable), sysconfig.get_path("stdlib"), sysconfig.get_config_var("DESTSHARED"))')
        mkdir -p "$root${python%/*}" "$root${stdlib%/*}"
        [[ -e $root$python ]] || cp -L "$python" "$root$python"
        tar -C / --exclude=test --exclude=tests --exclude=__pycache__ --exclude=idlelib --exclude=ensurepip --exclude='config-3*' --exclude=dist-packages --exclude=site-packages -cf - "${stdlib#/}" | tar -C "$root" -xf -
        copy_libraries "$python" "$dynload"/*.so
        [[ -e $root/usr/bin/python3 ]] || ln -s "$python" "$root/usr/bin/python3"
        ln -sf python3 "$root/usr/bin/python"
        mkdir -p "$root/opt"
        tar -C "$checkout" --exclude=.git --exclude=tests -cf - bin lib cnf | tar -C "$root" --one-top-level=opt/portage -xf -
        cp -a "$checkout/cnf" "$root/usr/share/portage/config"
        # A real stage has Portage among Python's own modules.
        mkdir -p "$root$stdlib/site-packages" "$root$stdlib/dist-packages"
        for folder in site-packages dist-packages; do
        	for module in portage _emerge; do ln -sf "/opt/portage/lib/$module" "$root$stdlib/$folder/$module"; done
        done
        for module in portage _emerge; do [[ -e $root$stdlib/$module ]] || ln -s "/opt/portage/lib/$module" "$root$stdlib/$module"; done
        printf '#!/bin/bash\nexec python3 -b /opt/portage/bin/emerge "$@"\n' > "$root/usr/bin/emerge"
        chmod 755 "$root/usr/bin/emerge"
        printf 'root:x:0:0:root:/root:/bin/bash\n' > "$root/etc/passwd"
        printf 'root:x:0:\n' > "$root/etc/group"
        tar -C "$root" --numeric-owner -cf "$tarball" .
        cd -- "${tarball%/*}"
        sha256sum "${tarball##*/}" > "$tarball.sha256"
        """;

    /// <summary>Makes it, with its .sha256 beside it.</summary>
    public static async Task<HostPath> MakeAsync(HostPath folder)
    {
        var tarball = folder / "stage3-test.tar";
        await new ChildProcess("bash", ["-c", Script, "seed", (folder / "made").Value, Need.PortageCheckout, tarball.Value, .. Programs])
        {
            Environment = ChildEnvironment.Clean.WithInherited("PATH", "HOME"),
        }.RunAsync(CancellationToken.None);
        return tarball;
    }
}
