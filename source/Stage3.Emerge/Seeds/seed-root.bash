# Runs in private mounts: shows a seed with a layer over it, and in it the folders that a run works with, then becomes a program of the seed.
#   SEED LAYER [writable PATH | readonly PATH]... -- PROGRAM ARGUMENT...
# Needs bash, coreutils and util-linux.
# shellcheck shell=bash
set -euo pipefail
shopt -s inherit_errexit

__stage3_path=${PATH-}
PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
__stage3_seed=$1 __stage3_layer=$2
shift 2

__stage3_refuse() {
	printf 'stage3-seed: %s\n' "$1" >&2
	exit 1
}

# As in private-mounts: in a user namespace a plain overlay mounts, and then fails where it must mark a removed folder.
__stage3_overlay_options=("")
read -r _ _ __stage3_ids < /proc/self/uid_map
[[ ${__stage3_ids} == 4294967295 ]] || __stage3_overlay_options=(",userxattr" "")

__stage3_show_seed() {
	local options
	mkdir -p -- upper work root
	# Named relative to here: a path with a comma or a colon cannot be written into the options.
	ln -sfn -- "${__stage3_seed}" lower
	for options in "${__stage3_overlay_options[@]}"; do
		! mount -t overlay overlay -o "lowerdir=lower,upperdir=upper,workdir=work${options}" root 2> refused || return 0
	done
	# Where overlays are refused, as on top of another overlay in some containers, the layer is a copy, made once.
	if [[ ! -e copied ]]; then
		rm -rf -- copy
		cp -a -- "${__stage3_seed}" copy
		: > copied
	fi
	mount --bind copy root || __stage3_refuse "neither an overlay nor a copy can be mounted: $(< refused)"
}

__stage3_show() {
	local path=$2 place=${PWD}/root$2
	if [[ -d ${path} ]]; then
		mkdir -p -- "${place}"
	else
		mkdir -p -- "${place%/*}"
		[[ -e ${place} ]] || : > "${place}"
	fi
	mount --rbind -- "${path}" "${place}" || __stage3_refuse "cannot show ${path}"
	[[ $1 == writable ]] || mount -o remount,bind,ro -- "${place}" || __stage3_refuse "cannot make ${path} read-only"
}

cd -- "${__stage3_layer}"
__stage3_show_seed
for __stage3_each in dev proc sys; do
	mkdir -p -- "root/${__stage3_each}"
	mount --rbind -- "/${__stage3_each}" "root/${__stage3_each}" || __stage3_refuse "cannot show /${__stage3_each}"
done
# Names are looked up as this machine does.
mkdir -p -- root/etc
for __stage3_each in resolv.conf hosts; do
	[[ ! -e /etc/${__stage3_each} ]] || cp -L --remove-destination -- "/etc/${__stage3_each}" "root/etc/${__stage3_each}"
done
while [[ $1 != -- ]]; do
	__stage3_show "$1" "$2"
	shift 2
done
shift

__stage3_chroot=$(type -P chroot)
__stage3_place=${PWD}/root
cd /
declare +x PWD OLDPWD SHLVL
PATH=${__stage3_path}
exec -- "${__stage3_chroot}" "${__stage3_place}" "$@"
