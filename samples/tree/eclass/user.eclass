# Copyright 2026 the Stage3 authors
# Distributed under the terms of the MIT License

# @ECLASS: user.eclass
# @MAINTAINER:
# the Stage3 authors
# @SUPPORTED_EAPIS: 5 6 7 8
# @BLURB: user management in ebuilds
# @DESCRIPTION:
# As such eclasses did until 2022, this one knows nothing of ROOT: it asks and
# changes the account files of the machine that builds. That is the fault which
# the patch series for user.eclass mends; unpatched, this file is its test piece.
# In pkg_setup, pkg_preinst and pkg_postinst, ebuilds call the functions below
# to quickly make sure users in the installed system are sane.

case ${EAPI:-0} in
	5|6|7|8) ;;
	*) die "${ECLASS}: EAPI ${EAPI:-0} not supported" ;;
esac

if [[ -z ${_USER_ECLASS} ]]; then
_USER_ECLASS=1

# First and last id that an account gets whose ebuild leaves the choice to us.
_USER_SYSTEM_IDS=( 101 999 )

# Dies outside the phases in which the account files may be changed.
_user_need_phase() {
	case ${EBUILD_PHASE} in
		setup|preinst|postinst) return 0 ;;
	esac
	die "$1: accounts can be changed in pkg_setup, pkg_preinst and pkg_postinst only, not in '${EBUILD_PHASE}'"
}

# Fails where this process is not root: it builds binary packages at most, and
# their accounts are made by the one who merges them.
_user_may_change() {
	[[ ${EUID} -eq 0 ]] && return 0
	ewarn "$1: not run by root, no account is made or changed"
	return 1
}

# usage: _user_free_id <database>; prints the lowest system id that it does not know
_user_free_id() {
	local id
	for (( id = _USER_SYSTEM_IDS[0]; id <= _USER_SYSTEM_IDS[1]; id++ )); do
		egetent "$1" "${id}" > /dev/null && continue
		echo "${id}"
		return 0
	done
	return 1
}

# @FUNCTION: _user_field
# @USAGE: <database> <key> <number of the field, from 1>
# @RETURN: that field of the entry, on stdout
_user_field() {
	local entry fields
	entry=$(egetent "$1" "$2") || return 1
	IFS=: read -r -a fields <<< "${entry}"
	echo "${fields[$3 - 1]}"
}

# @FUNCTION: _user_modify
# @USAGE: <calling function> <user> <number of the field> <new value> <option of usermod>
# @DESCRIPTION:
# Gives one field of an account a new value, where it has another.
_user_modify() {
	local caller=$1 user=$2 field=$3 value=$4 option=$5
	_user_need_phase "${caller}"
	[[ -n ${user} && -n ${value} ]] || die "${caller}: usage: ${caller} <user> <new value>"
	_user_may_change "${caller}" || return 0

	egetent passwd "${user}" > /dev/null \
		|| die "${caller}: there is no user '${user}'; enewuser makes one"
	[[ $(_user_field passwd "${user}" "${field}") != "${value}" ]] || return 0
	einfo "User '${user}': ${caller#eset} becomes '${value}'"
	usermod "${option}" "${value}" "${user}" \
		|| die "${caller}: usermod ${option} '${value}' '${user}' failed"
}

# Makes the home folder where it is not there yet.
_user_make_home() {
	local user=$1 home=$2 place=${ROOT%/}/${2#/}
	[[ ${home} != /dev/null && ! -e ${place} ]] || return 0
	einfo " - making ${home}"
	mkdir -p "${place}" || die "cannot make ${place}"
	chown "${user}" "${place}" || die "cannot give ${place} to user '${user}'"
	chmod 755 "${place}" || die "cannot open ${place} for others"
}

# @FUNCTION: egetent
# @USAGE: <database> <key>
# @RETURN: the entry of that name or number, on stdout; non-zero where there is none
# @DESCRIPTION:
# Looks up one entry of passwd or group, getent(1)'s way.
egetent() {
	local database=$1 key=$2
	[[ $# -eq 2 && -n ${database} && -n ${key} ]] || die "egetent: usage: egetent <database> <key>"
	# A caching daemon would go on with the answer from before the last change.
	if [[ ${EUID} -eq 0 ]] && type -P nscd > /dev/null; then
		nscd -i "${database}" 2> /dev/null
	fi
	getent "${database}" "${key}"
}

# @FUNCTION: egetcomment egethome egetshell
# @USAGE: <user>
egetcomment() { _user_field passwd "$1" 5; }
egethome() { _user_field passwd "$1" 6; }
egetshell() { _user_field passwd "$1" 7; }

# @FUNCTION: egetgroups
# @USAGE: <user>
# @RETURN: the user's groups, the primary one first, with commas between them
egetgroups() {
	local names
	names=$(id -n -G "$1") || return 1
	echo "${names// /,}"
}

# @FUNCTION: enewgroup
# @USAGE: <group> [gid]
# @DESCRIPTION:
# Makes the group unless there is one of that name. A gid that another group has
# already, or -1, or none, means the next free one.
enewgroup() {
	local group=$1 gid=${2:--1}
	_user_need_phase enewgroup
	[[ -n ${group} ]] || die "enewgroup: which group? No name was given"
	[[ $# -le 2 ]] || die "enewgroup: more arguments than <group> [gid]: $*"
	_user_may_change enewgroup || return 0
	egetent group "${group}" > /dev/null && return 0

	if [[ ${gid} != -1 ]]; then
		[[ ${gid} =~ ^[0-9]+$ ]] || die "enewgroup: '${gid}' is no gid"
		egetent group "${gid}" > /dev/null && gid=-1
	fi
	if [[ ${gid} == -1 ]]; then
		gid=$(_user_free_id group) || die "enewgroup: no system gid is free for '${group}'"
	fi

	einfo "Making group '${group}', gid ${gid}"
	groupadd -r -g "${gid}" "${group}" || die "enewgroup: groupadd -r -g ${gid} '${group}' failed"
}

# @FUNCTION: enewuser
# @USAGE: <user> [uid] [shell] [homedir] [groups]
# @DESCRIPTION:
# Makes the user unless there is one of that name. For every argument -1, or none,
# means the default: the next free uid (also where another user has the wanted
# one), a shell that lets nobody in, /dev/null as home, useradd's own group. The
# first of the groups (commas between them) is the primary one; all must be there.
enewuser() {
	local user=$1 uid=${2:--1} shell=${3:--1} home=${4:--1} groups=${5:--1}
	_user_need_phase enewuser
	[[ -n ${user} ]] || die "enewuser: which user? No name was given"
	[[ $# -le 5 ]] || die "enewuser: more arguments than <user> [uid] [shell] [homedir] [groups]: $*"
	_user_may_change enewuser || return 0
	egetent passwd "${user}" > /dev/null && return 0

	if [[ ${uid} != -1 ]]; then
		[[ ${uid} =~ ^[0-9]+$ ]] || die "enewuser: '${uid}' is no uid"
		egetent passwd "${uid}" > /dev/null && uid=-1
	fi
	if [[ ${uid} == -1 ]]; then
		uid=$(_user_free_id passwd) || die "enewuser: no system uid is free for '${user}'"
	fi

	if [[ ${shell} == -1 ]]; then
		# The last stands for a ROOT that has none of them yet.
		for shell in /sbin/nologin /usr/sbin/nologin /bin/false /usr/bin/false /sbin/nologin; do
			[[ -x ${ROOT%/}${shell} ]] && break
		done
	elif [[ ${shell} == */false || ${shell} == */nologin ]]; then
		die "enewuser: do not name ${shell} for '${user}', pass -1 for a shell that lets nobody in"
	elif [[ ! -x ${ROOT%/}${shell} ]]; then
		die "enewuser: the shell ${shell} of '${user}' is not there"
	fi
	[[ ${home} == -1 ]] && home=/dev/null

	# The group is named or useradd's default, never one that useradd makes itself.
	local options=( -M -N -r -u "${uid}" -s "${shell}" -d "${home}" -c "added by portage for ${PN}" )
	if [[ ${groups} != -1 ]]; then
		local group names
		IFS=, read -r -a names <<< "${groups}"
		for group in "${names[@]}"; do
			egetent group "${group}" > /dev/null \
				|| die "enewuser: there is no group '${group}' for '${user}'; enewgroup makes one"
		done
		options+=( -g "${names[0]}" )
		[[ ${#names[@]} -gt 1 ]] && options+=( -G "${groups#*,}" )
	fi

	einfo "Making user '${user}', uid ${uid}, groups ${groups}, shell ${shell}, home ${home}"
	useradd "${options[@]}" "${user}" || die "enewuser: useradd ${options[*]} '${user}' failed"
	_user_make_home "${user}" "${home}"
}

# @FUNCTION: esethome
# @USAGE: <user> <homedir>
# @DESCRIPTION:
# Gives an account that is there already another home; -1 means /dev/null.
esethome() {
	local home=$2
	[[ ${home} == -1 ]] && home=/dev/null
	_user_modify esethome "$1" 6 "${home}" -d
	_user_may_change esethome || return 0
	_user_make_home "$1" "${home}"
}

# @FUNCTION: esetshell
# @USAGE: <user> <shell>
# @DESCRIPTION:
# Gives an account that is there already another shell; -1 means /sbin/nologin.
esetshell() {
	local shell=$2
	[[ ${shell} == -1 ]] && shell=/sbin/nologin
	_user_modify esetshell "$1" 7 "${shell}" -s
}

# @FUNCTION: esetcomment
# @USAGE: <user> <comment>
# @DESCRIPTION:
# Gives an account that is there already another comment.
esetcomment() {
	_user_modify esetcomment "$1" 5 "$2" -c
}

# @FUNCTION: esetgroups
# @USAGE: <user> <groups>
# @DESCRIPTION:
# Gives an account that is there already other groups, the primary one first,
# with commas between them.
esetgroups() {
	local user=$1 groups=$2
	_user_need_phase esetgroups
	[[ -n ${user} && -n ${groups} ]] || die "esetgroups: usage: esetgroups <user> <groups>"
	_user_may_change esetgroups || return 0
	[[ $(egetgroups "${user}") != "${groups}" ]] || return 0

	local options=( -g "${groups%%,*}" -G "" )
	[[ ${groups} == *,* ]] && options[3]=${groups#*,}
	einfo "User '${user}': groups become '${groups}'"
	usermod "${options[@]}" "${user}" || die "esetgroups: usermod ${options[*]} '${user}' failed"
}

fi
