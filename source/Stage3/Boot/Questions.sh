#!/bin/bash
# Runs inside a booted copy of the root, once, after its boot: says what has become of it, then switches the machine
# off. What is asked here is read by BootAnswers.
set -euo pipefail
shopt -s inherit_errexit

# A port of our own: a login prompt may take the console's terminal from whoever writes there.
exec > /dev/ttyS1 2> /dev/null

__stage3_other_jobs() {
	systemctl list-jobs --no-legend --plain | grep -v -F stage3-boot-test.service || true
}

__stage3_bus_uid() {
	local pid key uid rest
	pid=$(systemctl show --property=MainPID --value dbus.service)
	while read -r key uid rest; do
		if [[ ${key} == Uid: ]]; then echo "${uid}"; fi
	done < "/proc/${pid}/status"
}

# What the boot still has to do, it may do first; what never ends is no reason to wait for ever.
for ((__stage3_tries = 0; __stage3_tries < 30; __stage3_tries++)); do
	if [[ -z $(__stage3_other_jobs) ]]; then break; fi
	sleep 1
done

echo "stage3-answers-begin"
echo "multi-user.target=$(systemctl is-active multi-user.target || true)"
echo "bus-id=$(busctl call org.freedesktop.DBus /org/freedesktop/DBus org.freedesktop.DBus GetId || true)"
echo "bus-uid=$(__stage3_bus_uid || true)"
systemctl list-units --failed --no-legend --plain | while read -r __stage3_unit _; do
	echo "failed=${__stage3_unit}"
done
echo "jobs=$(__stage3_other_jobs | wc -l)"
read -r __stage3_uptime _ < /proc/uptime
echo "uptime=${__stage3_uptime}"
echo "stage3-answers-end"

systemctl poweroff --force
