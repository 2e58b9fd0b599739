#!/usr/bin/env bash
# The phases of one package, one after the other, each in a shell of its own: run.bash STEP…, where a step is "source" or the
# name of a phase function. Stops at the first that dies, or that reached for the build host's accounts.
set -euo pipefail
shopt -s inherit_errexit

# One stream: of two, each read by itself, the log would have the lines in the order of their arrival.
exec 2>&1

# shellcheck source=/dev/null # its own file
source "${__stage3_lib}/steps.bash"
__stage3_check_mounts || exit 1

for __stage3_step in "$@"; do
	__stage3_begin_step "${__stage3_step}" || continue
	__stage3_status=0
	"${BASH}" --noprofile --norc "${__stage3_lib}/phase.bash" "${__stage3_step}" < /dev/null || __stage3_status=$?
	__stage3_end_step "${__stage3_step}" "${__stage3_status}" || exit 1
done
