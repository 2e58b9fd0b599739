# Builds a small root in memory and runs the probe in it, as nobody that the machine knows: a user namespace whose
# root is an unused id, no network, a process limit, the system's programs read-only, and all else made for the occasion.
#   SCRATCH (with eclass/ and probe/ in it), SECONDS that one scenario may take, SUBJECT...
# Runs as the first program of a mount namespace and a pid namespace of its own. Needs bash, coreutils, util-linux.
# shellcheck shell=bash
set -euo pipefail
shopt -s inherit_errexit nullglob

__stage3_scratch=$1
__stage3_limit=$2
shift 2
__stage3_jail=${__stage3_scratch}/jail

__stage3_show() {
	local folder=$1
	if [[ -L ${folder} ]]; then
		cp -P -- "${folder}" "${__stage3_jail}${folder}"
	elif [[ -d ${folder} ]]; then
		mkdir -p -- "${__stage3_jail}${folder}"
		mount --bind -- "${folder}" "${__stage3_jail}${folder}"
		mount -o remount,bind,ro -- "${__stage3_jail}${folder}"
	fi
}

# The whole range of ids on a machine; in a user namespace that has fewer, the upper end of what it has.
__stage3_first_id() {
	local inner length total=0
	while read -r inner _ length; do
		((inner + length > total)) && total=$((inner + length))
	done < "$1"
	if ((total >= 2000000000)); then
		echo 1879048192
	else
		echo $((total - 4100))
	fi
}

mkdir -p -- "${__stage3_jail}"
mount -t tmpfs -o size=48m,nr_inodes=16k,mode=755 stage3-probe "${__stage3_jail}"
for __stage3_folder in /usr /bin /sbin /lib /lib32 /lib64 /libx32; do
	__stage3_show "${__stage3_folder}"
done
mkdir -p -- "${__stage3_jail}"/{dev,proc,probe,eclass,etc,tmp,target,image,home,notes,var}
for __stage3_device in null zero urandom; do
	: > "${__stage3_jail}/dev/${__stage3_device}"
	mount --bind "/dev/${__stage3_device}" "${__stage3_jail}/dev/${__stage3_device}"
done
ln -s /proc/self/fd "${__stage3_jail}/dev/fd"
mount -t proc proc "${__stage3_jail}/proc"
cp -- "${__stage3_scratch}"/eclass/*.eclass "${__stage3_jail}/eclass/"
cp -R -- "${__stage3_scratch}"/probe/. "${__stage3_jail}/probe/"
touch -- "${__stage3_jail}/probe/jailed"
# Debian's awk is a link into /etc, and the jail has one of its own.
for __stage3_program in awk which; do
	if __stage3_place=$(type -P "${__stage3_program}"); then
		ln -s -- "$(readlink -f -- "${__stage3_place}")" "${__stage3_jail}/probe/bin/${__stage3_program}"
	fi
done
# ChromiumOS makes no account that its profile does not list.
mkdir -p -- "${__stage3_jail}"/profiles/base/accounts/{user,group}
for __stage3_name in newuser hostonly; do
	printf '%s\n' "user:${__stage3_name}" uid:410 gid:412 gecos:probe home:/var/lib/newuser shell:/bin/false \
		> "${__stage3_jail}/profiles/base/accounts/user/${__stage3_name}"
done
for __stage3_name in newgroup hostonly; do
	printf '%s\n' "group:${__stage3_name}" gid:412 > "${__stage3_jail}/profiles/base/accounts/group/${__stage3_name}"
done
chmod -R a+rX -- "${__stage3_jail}"/{eclass,probe,profiles}

__stage3_uid=$(__stage3_first_id /proc/self/uid_map)
__stage3_gid=$(__stage3_first_id /proc/self/gid_map)
chown -R "${__stage3_uid}:${__stage3_gid}" -- "${__stage3_jail}"/{etc,tmp,target,image,home,notes,var}

# The mount namespace stays ours: root of another user namespace can change nothing in it.
# unshare cannot map others' ids without help, but we, outside of it, can; what enters later is its root.
unshare --user --net --ipc -- sleep 600 &
__stage3_holder=$!
# Process ids are those of our own namespace, and only the jail's /proc has them.
__stage3_process=${__stage3_jail}/proc/${__stage3_holder}
__stage3_net=$(readlink "${__stage3_jail}/proc/self/ns/net")
until [[ $(< "${__stage3_process}/comm") == sleep && $(readlink "${__stage3_process}/ns/net") != "${__stage3_net}" ]]; do
	sleep 0.005
done
echo "0 ${__stage3_uid} 4000" > "${__stage3_process}/uid_map"
echo "0 ${__stage3_gid} 4000" > "${__stage3_process}/gid_map"

ulimit -c 0
ulimit -f 16384
ulimit -n 256
ulimit -t 20
ulimit -u 100
ulimit -v 1048576
cd /
__stage3_status=0
nsenter --user="${__stage3_process}/ns/user" --net="${__stage3_process}/ns/net" --ipc="${__stage3_process}/ns/ipc" \
	--root="${__stage3_jail}" --wd="${__stage3_jail}" --setuid 0 --setgid 0 -- \
	setpriv --no-new-privs --inh-caps=-all \
	--bounding-set=-all,+chown,+fowner,+fsetid,+dac_override,+kill -- \
	env -i PATH=/probe/bin:/usr/sbin:/usr/bin:/sbin:/bin HOME=/home LC_ALL=C \
	bash --norc /probe/run.bash "${__stage3_limit}" "$@" < /dev/null || __stage3_status=$?
kill -KILL "${__stage3_holder}"
exit "${__stage3_status}"
