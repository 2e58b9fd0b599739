# SPDX-License-Identifier: GPL-2.0-only
# @ECLASS: user-info.eclass
# @BLURB: Read-only access to user and group information

# Stands in for the user-info.eclass that an overlay inherits from a master that nobody named, of one that honours ROOT.

egetent() {
	if [[ -z ${ROOT%/} ]]; then
		getent "$1" "$2"
	elif [[ $2 == *[!0-9]* ]]; then
		grep "^$2:" "${ROOT%/}/etc/$1"
	else
		grep -E "^([^:]*:){2}$2:" "${ROOT%/}/etc/$1"
	fi
}

egetusername() { egetent passwd "$1" | cut -d: -f1; }
egetgroupname() { egetent group "$1" | cut -d: -f1; }
egethome() { egetent passwd "$1" | cut -d: -f6; }
egetshell() { egetent passwd "$1" | cut -d: -f7; }
egetcomment() { egetent passwd "$1" | cut -d: -f5; }
egetgroups() {
	local group groups members
	groups=$(egetent passwd "$1" | cut -d: -f4)
	groups=$(egetgroupname "${groups}")
	while IFS=: read -r group _ _ members; do
		[[ ,${members}, != *,"$1",* || ${group} == "${groups%%,*}" ]] || groups+=,${group}
	done < "${ROOT%/}/etc/group"
	echo "${groups}"
}
