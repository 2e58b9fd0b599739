# Words to the user, and death: PMS 12.3.3 (failure behaviour) and 12.3.5 (output).
# shellcheck shell=bash
# A run is told of messages and deaths through files in the folder __stage3_run; sourcing for metadata has none.

__stage3_say() {
	local kind=$1 mark=$2 line text
	shift 2
	printf -v text '%b' "$*"
	while IFS= read -r line; do
		printf '%s%s\n' "${mark}" "${line}" >&2
		# One write of less than PIPE_BUF bytes is never mixed with another's.
		[[ -p ${__stage3_run-}/events ]] && printf 'message\t%s\t%s\n' "${kind}" "${line:0:900}" > "${__stage3_run}/events"
	done <<< "${text}"
	return 0
}

einfo() { __stage3_say Information ' * ' "$*"; }
einfon() { printf ' * %b' "$*" >&2; }
elog() { __stage3_say Log ' * ' "$*"; }
ewarn() { __stage3_say Warning ' * WARNING: ' "$*"; }
eerror() { __stage3_say Error ' * ERROR: ' "$*"; }
eqawarn() { __stage3_say Quality ' * QA: ' "$*"; }
ebegin() { printf ' * %b ...\n' "$*" >&2; }

eend() {
	local status=${1:-0}
	shift
	if [[ ${status} -eq 0 ]]; then
		printf ' * [ ok ]\n' >&2
	else
		[[ $# -gt 0 ]] && eerror "$*"
		printf ' * [ !! ]\n' >&2
	fi
	return "${status}"
}

debug-print() { :; }
debug-print-function() { :; }
debug-print-section() { :; }

nonfatal() {
	[[ $# -gt 0 ]] || die "nonfatal: which command?"
	local -x __stage3_nonfatal=1
	"$@"
}

# From a subshell, a pipeline or a program that find or xargs started, the phase's own shell is ended too; it looks at
# the signal as soon as what it waits for has returned.
die() {
	local status=$? message frame
	if [[ ${1-} == -n ]]; then
		shift
		if [[ ${__stage3_nonfatal-} == 1 ]]; then
			[[ $# -gt 0 ]] && eerror "$*"
			return "$((status == 0 ? 1 : status))"
		fi
	fi
	message=${*:-no message}
	{
		printf ' * ERROR: %s: %s\n' "${CATEGORY-}/${PF-} ${EBUILD_PHASE_FUNC-}" "${message}"
		for ((frame = 1; frame < ${#FUNCNAME[@]}; frame++)); do
			[[ ${FUNCNAME[frame]} == __stage3_* ]] && continue
			printf ' *   called from %s, %s line %s\n' "${FUNCNAME[frame]}" "${BASH_SOURCE[frame]##*/}" "${BASH_LINENO[frame - 1]}"
		done
	} >&2
	# The first death is the cause; what dies afterwards of it is not.
	[[ -s ${__stage3_died} ]] || printf '%s\n' "${message}" > "${__stage3_died}"
	[[ ${BASHPID} != "${__stage3_main}" ]] && kill -s TERM "${__stage3_main}" 2> /dev/null
	exit 1
}

# Must see the caller's pipeline before anything else changes it.
assert() {
	local statuses=("${PIPESTATUS[@]}") status
	for status in "${statuses[@]}"; do
		[[ ${status} -eq 0 ]] || die "$@"
	done
}

# A helper's failure: death, or under nonfatal a status for the caller. PMS 12.3.3.1.
__stage3_fail() {
	if [[ ${__stage3_nonfatal-} == 1 ]]; then
		eerror "$*"
		return 1
	fi
	die "$*"
}

# Phases of a build must not go on without a program that they call; what pkg_* phases of finished packages call may be
# missing on a foreign machine, and Portage goes on there too.
command_not_found_handle() {
	if [[ ${MERGE_TYPE-} == binary && ${EBUILD_PHASE-} != "" ]]; then
		ewarn "$1: there is no such program on this machine"
		return 127
	fi
	die "$1: there is no such program on this machine, nor does this engine have a helper of that name"
}
