# Questions: lists, USE flags, installed packages, library folders. PMS 12.3.4, 12.3.8, 12.3.12.
# shellcheck shell=bash

has() {
	local needle=$1 word
	shift
	for word in "$@"; do
		[[ ${word} == "${needle}" ]] && return 0
	done
	return 1
}

hasv() {
	has "$@" && printf '%s\n' "$1"
}

in_iuse() {
	[[ -n ${1-} ]] || die "in_iuse: which flag?"
	[[ " ${__stage3_iuse-} " == *" $1 "* ]]
}

use() {
	local flag=${1#!} on=1
	[[ -n ${flag} ]] || die "use: which flag?"
	# A finished package was asked for its flags when it was built.
	[[ ${MERGE_TYPE-} == binary ]] || in_iuse "${flag}" || die "use: '${flag}' is not in IUSE of ${CATEGORY}/${PF}"
	[[ " ${USE} " == *" ${flag} "* ]] && on=0
	[[ $1 == !* ]] && on=$((1 - on))
	return "${on}"
}

usev() {
	[[ $# -gt 1 && ${EAPI} == 7 ]] && die "usev: a second argument needs EAPI 8"
	use "$1" || return
	printf '%s\n' "${2-${1#!}}"
}

usex() {
	if use "$1"; then
		printf '%s%s\n' "${2-yes}" "${4-}"
	else
		printf '%s%s\n' "${3-no}" "${5-}"
	fi
}

__stage3_use_option() {
	local on=$1 off=$2 flag=$3 option=${4:-${3#!}}
	if use "${flag}"; then
		printf '%s\n' "--${on}-${option}${5+=$5}"
	else
		printf '%s\n' "--${off}-${option}"
	fi
	return 0
}

use_with() { __stage3_use_option with without "$@"; }
use_enable() { __stage3_use_option enable disable "$@"; }

# One question at a time: whoever holds the lock owns the next answer.
__stage3_ask() {
	local root=target atom answer lock
	case $1 in
		-r) shift ;;
		-d) root=sysroot; shift ;;
		-b) root=build; shift ;;
		-*) die "${FUNCNAME[1]}: '$1' is no option: -r, -d or -b" ;;
	esac
	[[ $# -eq 1 ]] || die "${FUNCNAME[1]}: one package dependency is wanted, not $#"
	atom=${1//[$'\t\n']/ }
	exec {lock}> "${__stage3_run}/question.lock"
	flock "${lock}" || die "${FUNCNAME[1]}: cannot lock"
	printf 'ask\t%s\t%s\n' "${root}" "${atom}" > "${__stage3_run}/events"
	IFS= read -r answer < "${__stage3_run}/answers"
	exec {lock}>&-
	[[ ${answer} == error* ]] && die "${FUNCNAME[1]}: ${answer#error }"
	__stage3_answer=''
	[[ ${answer} == "found "* ]] || return 1
	__stage3_answer=${answer#found }
}

has_version() {
	local __stage3_answer
	__stage3_ask "$@"
}

best_version() {
	local __stage3_answer status=0
	__stage3_ask "$@" || status=1
	printf '%s\n' "${__stage3_answer}"
	return "${status}"
}

get_libdir() {
	local variable=LIBDIR_${ABI-}
	if [[ -n ${ABI-} && -n ${!variable-} ]]; then
		printf '%s\n' "${!variable}"
	else
		printf 'lib\n'
	fi
}

# The sandbox's words, PMS 12.3.6: the mount namespace keeps writes where they belong, so there is nothing to tell it.
addread() { :; }
addwrite() { :; }
adddeny() { :; }
addpredict() { :; }
