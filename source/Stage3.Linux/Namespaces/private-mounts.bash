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

__stage3_writable=()

__stage3_refuse() {
	printf 'stage3-mounts: %s\n' "$1" >&2
	exit 1
}

# An overlay shows what is beneath mounts. Single files, as containers mount /etc/resolv.conf, are copied up; folders are
# held open, and shown again afterwards: those that stay writable as they are, the others read-only.
__stage3_held=()
__stage3_hold_mounted_below() {
	local folder=$1 upper=$2 point relative held
	while read -r _ _ _ _ point _; do
		printf -v point '%b' "${point}"
		[[ ${point} == "${folder}"/* ]] || continue
		relative=${point#"${folder}"/}
		if [[ -d ${point} ]]; then
			exec {held}< "${point}" || continue
			__stage3_held+=("${held} ${point}")
			continue
		fi
		[[ -e ${upper}/${relative} || -L ${upper}/${relative} ]] && continue
		mkdir -p -- "$(dirname -- "${upper}/${relative}")"
		cp -a -- "${point}" "${upper}/${relative}" || true
	done < /proc/self/mountinfo
}

__stage3_stays_writable() {
	local folder
	for folder in "${__stage3_writable[@]}"; do
		[[ $1/ != "${folder}"/* ]] || return 0
	done
	return 1
}

__stage3_show_held() {
	local each held point
	for each in "${__stage3_held[@]}"; do
		held=${each%% *} point=${each#* }
		# What is mounted below a folder that is shown again came along with it.
		if [[ ! ${point} -ef /proc/self/fd/${held} ]]; then
			mkdir -p -- "${point}"
			# As it is written: its target, by name, is what lies beneath.
			mount --no-canonicalize --rbind -- "/proc/self/fd/${held}" "${point}" || __stage3_refuse "cannot show ${point} again"
		fi
		__stage3_stays_writable "${point}" || mount -o remount,bind,ro -- "${point}" || __stage3_refuse "cannot make ${point} read-only"
		exec {held}<&-
	done
	__stage3_held=()
}

__stage3_overlay() {
	local folder=$1 scratch=$2 options said
	mkdir -p -- "${scratch}/upper" "${scratch}/layer"
	__stage3_hold_mounted_below "${folder}" "${scratch}/upper"
	chmod --reference="${folder}" -- "${scratch}/upper"
	cd -- "${scratch}"
	# Layers are named relative to here: a path with a comma or a colon cannot be written into the options.
	for options in "${__stage3_overlay_options[@]}"; do
		if said=$(mount -t overlay overlay -o "lowerdir=${folder},upperdir=upper,workdir=layer${options}" "${folder}" 2>&1); then
			printf 'overlay\n' > kind
			cd /
			__stage3_show_held
			return
		fi
	done
	mkdir -p copy
	# What root of a user namespace may not read of it (shadow files) cannot be copied, and is not there then.
	cp -ax -- "${folder}/." copy/ 2> copy-errors || true
	cp -a --remove-destination -- upper/. copy/
	mount --bind copy "${folder}" 2>> copy-errors ||
		__stage3_refuse "neither an overlay nor a copy can be mounted over ${folder}: ${said}; $(< copy-errors)"
	printf 'copy\n' > kind
	cd /
	__stage3_show_held
}

cd /
while [[ $1 != -- ]]; do
	case $1 in
		bind)
			mount --rbind -- "$2" "$3" || __stage3_refuse "cannot bind $2 over $3"
			shift 3 ;;
		writable)
			mount --rbind -- "$2" "$2" || __stage3_refuse "cannot bind $2 over itself"
			__stage3_writable+=("$2")
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
unset -v __stage3_path __stage3_start __stage3_had_path __stage3_overlay_options __stage3_ids __stage3_writable __stage3_held
exec -- "$@"
