#!/usr/bin/env bash
# Stands before the tools that change accounts while a real Portage runs. A call that names a root is passed on; so is one
# for a package that goes into the running system, where that is allowed. Any other is refused and written down.
set -euo pipefail
shopt -s inherit_errexit

__stage3_tool=${0##*/}
__stage3_here=$(dirname -- "$0")

__stage3_find_tool() {
	local folder
	local -a folders
	IFS=: read -r -a folders <<< "${PATH}:/usr/sbin:/sbin:/usr/bin:/bin"
	for folder in "${folders[@]}"; do
		if [[ ! ${folder} -ef ${__stage3_here} && -x ${folder}/${__stage3_tool} ]]; then
			printf '%s\n' "${folder}/${__stage3_tool}"
			return
		fi
	done
	printf '%s: there is no such program on this machine\n' "${__stage3_tool}" >&2
	exit 127
}

# Options that take another root, by tool: shadow's manual pages, section 8. gpasswd's -R closes a group.
__stage3_named_root() {
	local root='' word
	while [[ $# -gt 0 ]]; do
		word=$1
		shift
		case ${__stage3_tool}:${word} in
			*:--prefix | *:--root | gpasswd:-Q) root=${1-} ;;
			*:--prefix=* | *:--root=*) root=${word#*=} ;;
			gpasswd:-*) ;;
			*:-P | *:-R) root=${1-} ;;
			*:-P?* | *:-R?*) root=${word:2} ;;
			*:--) break ;;
		esac
	done
	printf '%s\n' "${root}"
}

__stage3_real=$(__stage3_find_tool)
__stage3_root=$(__stage3_named_root "$@")
if [[ " $* " != *" --help "* && ( -z ${__stage3_root} || $(realpath -m -- "${__stage3_root}") == / ) ]]; then
	if [[ ! -e ${__stage3_here}/host-allowed || -n ${ROOT%/} ]]; then
		printf '%s/%s\t%s\t%s\n' "${CATEGORY-}" "${PF-}" "${EBUILD_PHASE_FUNC:-${EBUILD_PHASE-}}" "${__stage3_tool} $*" >> "${__stage3_here}/../account-calls"
		printf '%s: this would change the accounts of the build host, not those of %s: it names no root\n' "${__stage3_tool}" "${ROOT-ROOT}" >&2
		exit 10
	fi
fi
exec -- "${__stage3_real}" "$@"
