# Runs first in a mount namespace of its own: makes the mounts that its words ask for, then becomes the program.
#   bind SOURCE TARGET | writable FOLDER | overlay FOLDER SCRATCH | readonly FOLDER ... -- PROGRAM ARGUMENT...
# Needs bash, coreutils and util-linux.
# shellcheck shell=bash
set -euo pipefail
shopt -s inherit_errexit dotglob nullglob

__stage3_start=${PWD}
__stage3_path=${PATH-}
[[ -v PATH ]] && __stage3_had_path=1 || __stage3_had_path=0
PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin

# In a user namespace a plain overlay mounts, and then fails where it must mark a removed folder.
__stage3_overlay_options=("")
read -r _ _ __stage3_ids < /proc/self/uid_map
[[ ${__stage3_ids} == 4294967295 ]] || __stage3_overlay_options=(",userxattr" "")

__stage3_refuse() {
	printf 'stage3-mounts: %s\n' "$1" >&2
	exit 1
}

# A container mounts single files such as /etc/resolv.conf; an overlay shows what is beneath them, so they are copied up.
__stage3_copy_mounted_below() {
	local folder=$1 upper=$2 point relative
	while read -r _ _ _ _ point _; do
		printf -v point '%b' "${point}"
		[[ ${point} == "${folder}"/* ]] || continue
		relative=${point#"${folder}"/}
		[[ -e ${upper}/${relative} || -L ${upper}/${relative} ]] && continue
		mkdir -p -- "$(dirname -- "${upper}/${relative}")"
		cp -a -- "${point}" "${upper}/${relative}" || true
	done < /proc/self/mountinfo
}

__stage3_overlay() {
	local folder=$1 scratch=$2 options said
	mkdir -p -- "${scratch}/upper" "${scratch}/layer"
	__stage3_copy_mounted_below "${folder}" "${scratch}/upper"
	chmod --reference="${folder}" -- "${scratch}/upper"
	cd -- "${scratch}"
	# Layers are named relative to here: a path with a comma or a colon cannot be written into the options.
	for options in "${__stage3_overlay_options[@]}"; do
		if said=$(mount -t overlay overlay -o "lowerdir=${folder},upperdir=upper,workdir=layer${options}" "${folder}" 2>&1); then
			printf 'overlay\n' > kind
			cd /
			return
		fi
	done
	mkdir -p copy
	# What root of a user namespace may not read of it (shadow files) cannot be copied, and is not there then.
	cp -a -- "${folder}/." copy/ 2> copy-errors || true
	cp -a --remove-destination -- upper/. copy/
	mount --bind copy "${folder}" 2>> copy-errors ||
		__stage3_refuse "neither an overlay nor a copy can be mounted over ${folder}: ${said}; $(< copy-errors)"
	printf 'copy\n' > kind
	cd /
}

cd /
while [[ $1 != -- ]]; do
	case $1 in
		bind)
			mount --rbind -- "$2" "$3" || __stage3_refuse "cannot bind $2 over $3"
			shift 3 ;;
		writable)
			mount --rbind -- "$2" "$2" || __stage3_refuse "cannot bind $2 over itself"
			shift 2 ;;
		overlay)
			__stage3_overlay "$2" "$3"
			shift 3 ;;
		readonly)
			if [[ -e $2 ]]; then
				# A remount changes a mount, not a folder: the folder becomes one first, unless it is the root.
				[[ $2 == / ]] || mount --rbind -- "$2" "$2" || __stage3_refuse "cannot bind $2 over itself"
				mount -o remount,bind,ro -- "$2" || __stage3_refuse "cannot make $2 read-only"
			fi
			shift 2 ;;
		*)
			__stage3_refuse "unknown word $1" ;;
	esac
done
shift

# The folder that we started in may lie below a mount made since.
cd -- "${__stage3_start}"
declare +x PWD OLDPWD SHLVL
if ((__stage3_had_path)); then
	PATH=${__stage3_path}
else
	unset PATH
fi
unset -v __stage3_path __stage3_start __stage3_had_path __stage3_overlay_options __stage3_ids
exec -- "$@"
