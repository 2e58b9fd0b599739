# What surrounds each step of a package, whichever shell runs it: what the engine is told, and whether the step may count as done.
# shellcheck shell=bash

# /etc is this run's own. Gone from it, the lock of lckpwdf(3) comes back only when it is taken. Fails where it is the build host's.
__stage3_check_mounts() {
	if [[ ! -e ${__stage3_etc}/kind ]]; then
		printf 'nothing was mounted over /etc\n' > "${__stage3_run}/died"
		return 1
	fi
	[[ ! -e /etc/.pwd.lock ]] || rm -f /etc/.pwd.lock
}

# The account files over /etc are links to ROOT's; a tool that changes accounts where it was not told of ROOT replaces them, or
# fails on them after it has taken the lock, which one that was told of ROOT never touches.
__stage3_account_traces() {
	local name
	[[ ! -e /etc/.pwd.lock ]] || printf 'account\t%s\n' "/etc/.pwd.lock was taken by a tool that was not found through PATH"
	for name in passwd group shadow gshadow; do
		[[ -L /etc/${name} ]] || printf '%s\t/etc/%s was replaced\n' "${name}" "${name}"
	done
}

# Fails where the package does not have the step.
__stage3_begin_step() {
	if [[ $1 == pkg_* && -e ${__stage3_run}/defined ]] && [[ " $(< "${__stage3_run}/defined") " != *" ${1#*_} "* ]]; then
		return 1
	fi
	printf 'started\t%s\n' "$1" > "${__stage3_run}/events"
	[[ ! -e ${__stage3_run}/finished ]] || rm -f -- "${__stage3_run}/finished"
}

# Fails where the step, whose shell ended with this status, must not count as done.
__stage3_end_step() {
	__stage3_account_traces >> "${__stage3_run}/account-calls"
	[[ ! -s ${__stage3_run}/account-calls ]] || return 1
	if [[ ! -e ${__stage3_run}/finished || -e ${__stage3_run}/died ]]; then
		[[ -e ${__stage3_run}/died ]] || printf 'its shell ended early, exit code %s\n' "$2" > "${__stage3_run}/died"
		return 1
	fi
	printf 'ended\t%s\n' "$1" > "${__stage3_run}/events"
}
