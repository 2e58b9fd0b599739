# Runs all scenarios, each in a state of its own, and prints what they left: one fact a line, words parted by tabs.
# What an eclass prints goes to a file that ends at 64 KiB, and never to our own output.
# shellcheck shell=bash
set -uo pipefail

# It empties /etc: nothing but the jail has this file.
[[ $0 == /probe/run.bash && -f /probe/jailed ]] || exit 1

__stage3_limit=$1
__stage3_processes=0
shift

# State: accounts of the "host" (this root's own /etc) and of the target. hostonly exists here only, shared on both
# sides with other ids and homes, rootonly there only; 451 is there to be mistaken for 45.
__stage3_reset() {
	local shell
	find /etc /target /image /tmp /home /notes /var -mindepth 1 -delete
	printf '%s\n' root:x:0:0:root:/root:/bin/bash hostonly:x:150:150::/host:/bin/false \
		shared:x:160:160::/host/shared:/bin/false > /etc/passwd
	printf '%s\n' root:x:0: hostonly:x:150: shared:x:160: hostextra:x:170:shared > /etc/group
	printf '%s\n' 'root:*:1::::::' 'hostonly:!:1::::::' 'shared:!:1::::::' > /etc/shadow
	printf '%s\n' 'root:*::' 'hostonly:!::' 'shared:!::' 'hostextra:!::shared' > /etc/gshadow
	printf '%s\n' 'passwd: files' 'group: files' 'shadow: files' > /etc/nsswitch.conf
	mkdir -p /var/lib /target/{etc,sbin,bin,usr/sbin,usr/bin,var/lib,dev}
	for shell in /target{,/usr}{/sbin/nologin,/bin/false}; do
		printf '#!/bin/sh\n' > "${shell}"
	done
	chmod 755 /target{,/usr}{/sbin/nologin,/bin/false}
	printf '%s\n' root:x:0:0:root:/root:/bin/bash shared:x:260:260::/root/shared:/bin/false \
		rootonly:x:270:270::/root/only:/bin/false prefixed:x:451:451::/p:/bin/false > /target/etc/passwd
	printf '%s\n' root:x:0: shared:x:260: rootonly:x:270: rootextra:x:280:shared prefixed:x:451: > /target/etc/group
	printf '%s\n' 'root:*:1::::::' 'shared:!:1::::::' 'rootonly:!:1::::::' 'prefixed:!:1::::::' > /target/etc/shadow
	printf '%s\n' 'root:*::' 'shared:!::' 'rootonly:!::' 'rootextra:!::shared' 'prefixed:!::' > /target/etc/gshadow
	echo canary > /home/canary
	echo canary > /etc/canary
	if [[ $1 == acct-user ]]; then
		# Its group was merged before it, on both sides.
		printf 'probe:x:310:\n' | tee -a /etc/group >> /target/etc/group
		printf 'probe:!::\n' | tee -a /etc/gshadow >> /target/etc/gshadow
	fi
	__stage3_host=$(cat /etc/passwd /etc/group /etc/shadow /etc/gshadow)
}

__stage3_facts() {
	local side file line
	[[ $(cat /etc/passwd /etc/group /etc/shadow /etc/gshadow 2> /dev/null) == "${__stage3_host}" ]] || printf 'host-changed\n'
	for side in "" /target; do
		for file in passwd group shadow gshadow; do
			[[ -f ${side}/etc/${file} ]] || { printf 'gone\t%s/etc/%s\n' "${side}" "${file}"; continue; }
			while IFS= read -r line; do
				printf 'account\t%s\t%s\t%s\n' "${side:-host}" "${file}" "${line:0:400}"
			done < "${side}/etc/${file}"
		done
	done
	[[ -d /target/dev/null ]] && printf 'null-folder\n'
	[[ -f /home/canary && -f /etc/canary ]] || printf 'misdeed\tdeleted files that are none of its business\n'
	find /etc -mindepth 1 -maxdepth 1 ! -name 'passwd*' ! -name 'group*' ! -name 'shadow*' ! -name 'gshadow*' \
		! -name nsswitch.conf ! -name canary ! -name '.pwd.lock' -printf 'misdeed\tmade /etc/%f\n' | head -n 5
	find /target/var /var /image -mindepth 1 -printf 'owner\t%p\t%U\n' | head -n 50
}

__stage3_count() {
	local folders=( /proc/[0-9]* )
	printf -v "$1" %d "${#folders[@]}"
}

# The last helpers of a shell may need a moment to go.
__stage3_all_gone() {
	local try now
	for ((try = 0; try < 20; try++)); do
		__stage3_count now
		((now <= __stage3_processes)) && return 0
		sleep 0.02
	done
	return 1
}

# Output goes to a file and not through a pipe, which a process left behind would hold open.
__stage3_run() (
	ulimit -f 64
	exec timeout --signal=KILL "${__stage3_limit}" bash --norc /probe/scenario.bash "$@" > /tmp/output 2>&1 < /dev/null
)

__stage3_scenario() {
	local subject=$1 eapi=$2 mode=$3 status
	__stage3_reset "${subject}"
	__stage3_run "${subject}" "${eapi}" "${mode}"
	status=$?
	printf 'scenario\t%s\t%s\t%s\t%s\n' "${subject}" "${eapi}" "${mode}" "${status}"
	[[ ${status} -eq 0 ]] || printf 'said\t%s\n' "$(tail -n 1 /tmp/output | tr '\t\r\n\0' '    ' | head -c 300)"
	[[ $(stat -c %s /tmp/output 2> /dev/null || echo 0) -lt 65536 ]] || printf 'misdeed\tprinted more than 64 KiB\n'
	__stage3_all_gone || printf 'misdeed\tleft processes behind\n'
	[[ -f /notes/calls ]] && head -c 20000 /notes/calls
	# bash itself opens these; the empty network lets nothing out, and leaves nothing to see.
	if grep -qE '^[^#]*/dev/(tcp|udp)/' "/eclass/${subject}.eclass"; then
		printf 'misdeed\topens the network\n'
	fi
	[[ -f /notes/network ]] && printf 'misdeed\tstarted %s\n' "$(head -n 1 /notes/network | head -c 100)"
	__stage3_facts
	printf 'end\n'
	return "${status}"
}

# Sets __stage3_eapi to the first EAPI of the list in which the eclass can be sourced; 2 where it was killed.
__stage3_first() {
	local subject=$1 status
	shift
	for __stage3_eapi; do
		__stage3_reset "${subject}"
		__stage3_run "${subject}" "${__stage3_eapi}" source
		status=$?
		[[ ${status} -eq 0 ]] && return 0
		# Whoever dies of time or of a signal does so in every EAPI.
		((status > 128)) && return 2
	done
	return 1
}

# An acct eclass was never for old EAPIs. One that takes old and new ones sees ROOT with a slash and without.
__stage3_subject() {
	local subject=$1 family any='' dies='' status
	for family in "7 8 9" "6 5 4 3 2 1 0"; do
		[[ ${subject} == acct-* && ${family} == 6* ]] && continue
		# shellcheck disable=SC2086 # a list of words
		__stage3_first "${subject}" ${family}
		status=$?
		((status == 2)) && break
		((status == 1)) && continue
		any=1
		__stage3_scenario "${subject}" "${__stage3_eapi}" root
		__stage3_scenario "${subject}" "${__stage3_eapi}" host
		grep -q $'^call\t[^\t]*\t90\t' /notes/calls && dies=1
	done
	# One that takes any word for an EAPI knows none: where it dies says nothing of what it was made for.
	[[ -z ${dies} ]] || __stage3_scenario "${subject}" none source
	[[ -n ${any} ]] || __stage3_scenario "${subject}" 7 source
}

printf 'ready\n'
__stage3_count __stage3_processes
for __stage3_name; do
	[[ -f /eclass/${__stage3_name}.eclass ]] && __stage3_subject "${__stage3_name}"
done
printf 'done\n'
