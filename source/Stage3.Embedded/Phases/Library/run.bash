#!/usr/bin/env bash
# The phases of one package, one after the other, each in a shell of its own: run.bash STEP…, where a step is "source" or the
# name of a phase function. Stops at the first that dies, or that reached for the build host's accounts.
set -euo pipefail
shopt -s inherit_errexit

# One stream: of two, each read by itself, the log would have the lines in the order of their arrival.
exec 2>&1

# /etc is this run's own from here on. Gone from it, the lock of lckpwdf(3) comes back only when it is taken.
if [[ ! -e ${__stage3_etc}/kind ]]; then
	printf 'nothing was mounted over /etc\n' > "${__stage3_run}/died"
	exit 1
fi
rm -f /etc/.pwd.lock

# The account files over /etc are links to ROOT's; a tool that changes accounts where it was not told of ROOT replaces them, or
# fails on them after it has taken the lock, which one that was told of ROOT never touches.
__stage3_account_traces() {
	local name
	[[ ! -e /etc/.pwd.lock ]] || printf 'account\t%s\n' "/etc/.pwd.lock was taken by a tool that was not found through PATH"
	for name in passwd group shadow gshadow; do
		[[ -L /etc/${name} ]] || printf '%s\t/etc/%s was replaced\n' "${name}" "${name}"
	done
}

for __stage3_step in "$@"; do
	if [[ ${__stage3_step} == pkg_* && -e ${__stage3_run}/defined ]] &&
		[[ " $(< "${__stage3_run}/defined") " != *" ${__stage3_step#*_} "* ]]; then
		continue
	fi
	printf 'started\t%s\n' "${__stage3_step}" > "${__stage3_run}/events"
	rm -f -- "${__stage3_run}/finished"
	__stage3_status=0
	"${BASH}" --noprofile --norc "${__stage3_lib}/phase.bash" "${__stage3_step}" < /dev/null || __stage3_status=$?
	__stage3_account_traces >> "${__stage3_run}/account-calls"
	if [[ -s ${__stage3_run}/account-calls ]]; then
		exit 1
	fi
	if [[ ! -e ${__stage3_run}/finished || -e ${__stage3_run}/died ]]; then
		[[ -e ${__stage3_run}/died ]] ||
			printf 'its shell ended early, exit code %s\n' "${__stage3_status}" > "${__stage3_run}/died"
		exit 1
	fi
	printf 'ended\t%s\n' "${__stage3_step}" > "${__stage3_run}/events"
done
