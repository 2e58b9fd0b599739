#!/usr/bin/env bash
# Stands before the tools that change accounts. A call that names a root other than the build host's is passed on, one at a
# time for all packages; any other is refused and written down: it would change the build host.
set -euo pipefail
shopt -s inherit_errexit

__stage3_tool=${0##*/}

# The tool itself: the first of its name on PATH that is not one of these.
__stage3_find_tool() {
	local folder
	local -a folders
	IFS=: read -r -a folders <<< "${PATH}:/usr/sbin:/sbin:/usr/bin:/bin"
	for folder in "${folders[@]}"; do
		if [[ ! ${folder} -ef ${__stage3_lib}/accounts && -x ${folder}/${__stage3_tool} ]]; then
			printf '%s\n' "${folder}/${__stage3_tool}"
			return
		fi
	done
}

# Options that take another root, by tool: shadow's manual pages, section 8.
__stage3_named_root() {
	local root='' word
	while [[ $# -gt 0 ]]; do
		word=$1
		shift
		case ${word} in
			--prefix | --root) root=${1-} ;;
			--prefix=* | --root=*) root=${word#*=} ;;
			-P | -R)
				# gpasswd's -R closes a group.
				[[ ${__stage3_tool} == gpasswd ]] || root=${1-} ;;
			-Q)
				[[ ${__stage3_tool} != gpasswd ]] || root=${1-} ;;
			-P?* | -R?*)
				[[ ${__stage3_tool} == gpasswd ]] || root=${word:2} ;;
			--) break ;;
		esac
	done
	printf '%s\n' "${root}"
}

__stage3_refuse() {
	local file=passwd
	[[ ${__stage3_tool} != *g*r*p* && ${__stage3_tool} != gpasswd && ${__stage3_tool} != *group ]] || file=group
	printf '%s\t%s\n' "${file}" "${__stage3_tool} $*" >> "${__stage3_run}/account-calls"
	printf '%s: this would change the accounts of the build host, not those of %s: it names no root\n' "${__stage3_tool}" "${ROOT-ROOT}" >&2
	exit 10
}

# Locks are left for a moment by whoever else works on the same root; shadow says so and gives up at once.
__stage3_pass_on() {
	local program lock said status attempt
	program=$(__stage3_find_tool)
	if [[ -z ${program} ]]; then
		printf '%s: there is no such program on this machine\n' "${__stage3_tool}" >&2
		exit 127
	fi
	exec {lock}> "${__stage3_account_lock}"
	flock "${lock}"
	for attempt in {1..25}; do
		status=0
		said=$("${program}" "$@" 2>&1 {lock}>&-) || status=$?
		[[ ${status} -ne 0 && ${said} == *"try again later"* && ${attempt} -lt 25 ]] || break
		sleep 0.2
	done
	[[ -z ${said} ]] || printf '%s\n' "${said}" >&2
	exit "${status}"
}

case " $* " in
	*" --help "* | *" -h "*) exec "$(__stage3_find_tool)" "$@" ;;
esac
__stage3_root=$(__stage3_named_root "$@")
[[ -n ${__stage3_root} && $(realpath -m -- "${__stage3_root}") != / ]] || __stage3_refuse "$@"
__stage3_pass_on "$@"
