# One package's view of an eclass: sources it as a package manager would, and calls its functions, each call in a
# subshell that may die. Notes what came of each in /notes/calls. SUBJECT EAPI root|host|source
# shellcheck shell=bash disable=SC1091,SC2034,SC2317 # the eclass uses what seems unused here

EAPI=$2
__stage3_subject=$1
__stage3_mode=$3

CATEGORY=probe-cat
PN=probe
PV=1
P=probe-1
PF=probe-1
PR=r0
PVR=1
CHOST=x86_64-pc-linux-gnu
USERLAND=GNU
KERNEL=linux
ARCH=amd64
EPREFIX=
T=/tmp
WORKDIR=/notes
D=/image
FILESDIR=/notes
case ${EAPI} in
	[0-6]) ROOT=/ D=/image/ ;;
	*) ROOT= ;;
esac
[[ ${__stage3_mode} == root ]] && ROOT=/target
[[ ${__stage3_mode} == root && ${EAPI} == [0-6] ]] && ROOT=/target/
ED=${D}
EROOT=${ROOT}
[[ ${EAPI} == [0-6] ]] || unset USERLAND

die() {
	if [[ ${1-} == -n ]]; then
		shift
		[[ -n ${__stage3_nonfatal-} ]] && return 1
	fi
	printf 'died: %s\n' "$*" >&2
	exit 90
}

source /probe/manager.bash

__stage3_call() {
	local name=$1 output status
	shift
	output=$("$@" 2> /notes/errors < /dev/null)
	status=$?
	output=${output//$'\t'/ }
	printf 'call\t%s\t%s\t%s\t%s\n' "${name}" "${status}" "${output:0:300}" \
		"$(tail -n 1 /notes/errors | tr '\t\r\0' '   ' | head -c 300)" | tr -d '\r' >> /notes/calls
}

# Names the calls that a version of the eclass has; those that it lacks are not there to be judged.
__stage3_try() {
	declare -F "$2" > /dev/null || return 0
	__stage3_call "$@"
}

__stage3_user() {
	EBUILD_PHASE=setup
	__stage3_info
	__stage3_try new-group enewgroup newgroup
	__stage3_try new-user enewuser newuser -1 -1 /var/lib/newuser newgroup
	__stage3_try new-group-of-host enewgroup hostonly
	__stage3_try new-user-of-host enewuser hostonly -1 -1 -1 hostonly
	EBUILD_PHASE=preinst
	__stage3_try set-home esethome shared /var/lib/moved
	__stage3_try set-shell esetshell shared /bin/probe
	__stage3_try set-comment esetcomment shared probe
	__stage3_try set-groups esetgroups shared newgroup
	__stage3_try home egethome newuser
}

__stage3_info() {
	__stage3_try entry-of-root egetent passwd rootonly
	__stage3_try entry-of-host egetent passwd hostonly
	__stage3_try group-of-root egetent group rootextra
	__stage3_try id-of-prefix egetent passwd 45
	__stage3_try home-of-both egethome shared
	__stage3_try shell-of-both egetshell shared
	__stage3_try groups-of-both egetgroups shared
	__stage3_try name-of-id egetusername 260
}

__stage3_acct() {
	local phase
	ACCT_GROUP_ID=310
	ACCT_USER_ID=310
	ACCT_USER_GROUPS=( probe )
	ACCT_USER_HOME=/var/lib/probe
}

__stage3_phases() {
	local phase
	for phase in pkg_pretend pkg_setup src_install pkg_preinst pkg_postinst; do
		declare -F "$1_${phase}" > /dev/null || continue
		EBUILD_PHASE=${phase#*_}
		"$1_${phase}" || die "$1_${phase} failed"
	done
}

__stage3_acct_package() {
	( CATEGORY=$1 PN=probe
	__stage3_acct
	inherit "$1"
	[[ $1 == acct-user ]] && acct-user_add_deps
	__stage3_phases "$1" )
}

case ${__stage3_subject} in
user | user-info)
	# In the newest EAPI only account packages may inherit it.
	[[ ${EAPI} == [0-7] ]] || CATEGORY=acct-user
	inherit "${__stage3_subject}"
	;;
acct-*)
	( CATEGORY=${__stage3_subject} PN=probe
	__stage3_acct
	inherit "${__stage3_subject}" ) || exit
	;;
esac
if [[ ${__stage3_mode} == source ]]; then
	exit 0
fi
# What was done so far is done by sourcing alone, which must change nothing.
cmp -s /etc/passwd <(printf '%s\n' root:x:0:0:root:/root:/bin/bash hostonly:x:150:150::/host:/bin/false \
	shared:x:160:160::/host/shared:/bin/false) || printf 'misdeed\tchanged /etc/passwd while it was sourced\n' >> /notes/calls
case ${__stage3_subject} in
user) __stage3_user ;;
user-info) EBUILD_PHASE=setup; __stage3_info ;;
acct-group) __stage3_call group __stage3_acct_package acct-group ;;
acct-user) __stage3_call user __stage3_acct_package acct-user ;;
esac
exit 0
