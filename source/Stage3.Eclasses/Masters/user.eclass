# SPDX-License-Identifier: GPL-2.0-only
# @ECLASS: user.eclass
# @DESCRIPTION:
# Stands in for the user.eclass that an overlay inherits from a master that nobody named; it knows nothing of ROOT.

egetent() {
	getent "$1" "$2"
}

egethome() { egetent passwd "$1" | cut -d: -f6; }
egetshell() { egetent passwd "$1" | cut -d: -f7; }
egetcomment() { egetent passwd "$1" | cut -d: -f5; }
egetgroups() { id -G -n "$1" | tr ' ' ,; }
egetusername() { egetent passwd "$1" | cut -d: -f1; }
egetgroupname() { egetent group "$1" | cut -d: -f1; }

enewgroup() {
	[[ -z $(egetent group "$1") ]] || return 0
	local options=( -r )
	[[ -z ${2-} || $2 == -1 ]] || options+=( -g "$2" )
	groupadd "${options[@]}" "$1" || die "enewgroup $1 failed"
}

# @FUNCTION: enewuser
# USER [UID] [SHELL] [HOME] [GROUPS]; acct-user sets no owner of a home here, and says so with -F and -M.
enewuser() {
	local force='' folder=1
	while [[ $1 == -[FM] ]]; do
		[[ $1 != -M ]] || folder=
		[[ $1 != -F ]] || force=1
		shift
	done
	[[ -z $(egetent passwd "$1") ]] || return 0
	local user=$1 home=${4-} shell=${3-} options=( -r )
	[[ -n ${home} && ${home} != -1 ]] || home=/dev/null
	[[ -n ${shell} && ${shell} != -1 ]] || shell=/bin/false
	if [[ -n ${2-} && $2 != -1 ]]; then
		[[ -z ${force} || -z $(egetent passwd "$2") ]] || die "id $2 is taken"
		options+=( -u "$2" )
	fi
	[[ -z ${5-} ]] || options+=( -g "${5%%,*}" )
	[[ ${5-} != *,* ]] || options+=( -G "${5#*,}" )
	useradd "${options[@]}" -M -N -s "${shell}" -d "${home}" "${user}" || die "enewuser ${user} failed"
	if [[ -n ${folder} && ! -e ${ROOT%/}/${home} ]]; then
		mkdir -p "${ROOT%/}/${home}"
		chown "${user}" "${ROOT%/}/${home}"
	fi
}

esethome() { [[ $2 == -1 ]] || usermod -d "$2" "$1" || die "esethome $1 failed"; }
esetshell() { [[ $2 == -1 ]] || usermod -s "$2" "$1" || die "esetshell $1 failed"; }
esetcomment() { usermod -c "$2" "$1" || die "esetcomment $1 failed"; }
esetgroups() {
	local options=( -g "${2%%,*}" )
	[[ $2 != *,* ]] || options+=( -G "${2#*,}" )
	usermod "${options[@]}" "$1" || die "esetgroups $1 failed"
}
