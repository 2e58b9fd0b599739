#!/bin/bash
# Stands in for useradd, usermod and groupadd of shadow 4.6 and later, as far as eclasses use them: acts on the files
# of the running system or, with --prefix, of another root. As there, an empty prefix is the running system, and a
# second or a relative one is refused.
set -uo pipefail

__stage3_tool=${0##*/}
__stage3_prefix=
__stage3_seen=
name='' uid='' gid='' group='' free='' extra='' shell=/bin/sh home='' comment='' given=''

__stage3_fail() {
	printf '%s: %s\n' "${__stage3_tool}" "$2" >&2
	exit "$1"
}

# Sets REPLY to a field, from 0, of the entry with that name or id; empty where there is none.
__stage3_field() { # FILE NAME-OR-ID FIELD
	local fields
	REPLY=
	while IFS=: read -r -a fields; do
		[[ ${fields[0]} == "$2" || ($2 != *[!0-9]* && ${fields[2]} == "$2") ]] || continue
		REPLY=${fields[$3]}
		return
	done < "${__stage3_prefix}/etc/$1"
}

__stage3_free() {
	for ((free = 999; free > 100; free--)); do
		__stage3_field "$1" "${free}" 0
		[[ -n ${REPLY} ]] || return
	done
}

# Replaces a field, from 0, of the entries that match a name; with no name, of all: there the member list is worked out.
__stage3_rewrite() { # FILE NAME FIELD VALUE
	local lines=() line fields index
	mapfile -t lines < "${__stage3_prefix}/etc/$1"
	for index in "${!lines[@]}"; do
		IFS=: read -r -a fields <<< "${lines[index]}::::"
		if [[ -z $2 ]]; then
			__stage3_member "${fields[0]}" "${fields[3]}"
			[[ ${REPLY} != "${fields[3]}" ]] || continue
			line="${fields[0]}:${fields[1]}:${fields[2]}:${REPLY}"
		else
			[[ ${fields[0]} == "$2" ]] || continue
			fields[$3]=$4
			printf -v line '%s:' "${fields[@]:0:7}"
			line=${line%:}
		fi
		lines[index]=${line}
	done
	printf '%s\n' "${lines[@]}" > "${__stage3_prefix}/etc/$1"
}

__stage3_member() { # GROUP MEMBERS
	REPLY=,$2,
	if [[ ,${extra}, == *,"$1",* ]]; then
		[[ ${REPLY} == *,"${name}",* ]] || REPLY+=${name},
	elif [[ ${__stage3_tool} == usermod ]]; then
		REPLY=${REPLY//,"${name}",/,}
	fi
	while [[ ${REPLY} == ,* ]]; do REPLY=${REPLY#,}; done
	while [[ ${REPLY} == *, ]]; do REPLY=${REPLY%,}; done
}

__stage3_members() {
	__stage3_rewrite group "" "" ""
	__stage3_rewrite gshadow "" "" ""
}

__stage3_group() {
	__stage3_field group "${gid}" 2
	[[ -n ${REPLY} ]] || __stage3_fail 6 "group '${gid}' does not exist"
	group=${REPLY}
}

while (($#)); do
	[[ $1 == --*=* ]] && set -- "${1%%=*}" "${1#*=}" "${@:2}"
	case $1 in
	-P | --prefix)
		[[ -z ${__stage3_seen} ]] || __stage3_fail 3 "multiple --prefix options"
		[[ -z $2 || $2 == /* ]] || __stage3_fail 3 "invalid prefix path '$2', only absolute paths"
		__stage3_seen=1 __stage3_prefix=${2%/}
		shift
		;;
	-R | --root)
		[[ $2 == /* ]] || __stage3_fail 3 "invalid chroot path '$2', only absolute paths"
		[[ -z ${2//\//} ]] || __stage3_fail 127 "cannot chroot to '$2': nothing is installed there"
		shift
		;;
	--help) echo "--prefix"; exit 0 ;;
	-r | --system | -M | --no-create-home | -N | --no-user-group | -o | --non-unique | -f | --force) ;;
	-u | --uid) given+=u uid=$2; shift ;;
	-g | --gid) given+=g gid=$2; shift ;;
	-G | --groups) given+=G extra=$2; shift ;;
	-s | --shell) given+=s shell=$2; shift ;;
	-d | --home | --home-dir) given+=d home=$2; shift ;;
	-c | --comment) given+=c comment=$2; shift ;;
	-e | --expiredate | -L | --lock | -U | --unlock) [[ $1 == -e || $1 == --expiredate ]] && shift ;;
	-*) __stage3_fail 2 "unrecognized option '$1'" ;;
	*) name=$1 ;;
	esac
	shift
done
[[ -n ${name} ]] || __stage3_fail 2 "no name"
[[ -f ${__stage3_prefix}/etc/passwd ]] || __stage3_fail 1 "cannot lock ${__stage3_prefix}/etc/passwd"

__stage3_new() { # FILE NAME ID
	__stage3_field "$1" "$2" 0
	[[ -z ${REPLY} ]] || __stage3_fail 9 "'$2' already exists"
	[[ -n $3 ]] || return 0
	__stage3_field "$1" "$3" 0
	[[ -z ${REPLY} ]] || __stage3_fail 4 "id '$3' already exists"
}

case ${__stage3_tool} in
groupadd)
	__stage3_new group "${name}" "${gid}"
	[[ -n ${gid} ]] || __stage3_free group
	printf '%s:x:%s:\n' "${name}" "${gid:-${free}}" >> "${__stage3_prefix}/etc/group"
	printf '%s:!::\n' "${name}" >> "${__stage3_prefix}/etc/gshadow"
	;;
useradd)
	__stage3_new passwd "${name}" "${uid}"
	[[ -z ${gid} ]] || __stage3_group
	[[ -n ${uid} ]] || __stage3_free passwd
	printf '%s:x:%s:%s:%s:%s:%s\n' "${name}" "${uid:-${free}}" "${group:-100}" "${comment}" \
		"${home:-/home/${name}}" "${shell}" >> "${__stage3_prefix}/etc/passwd"
	printf '%s:!:1::::::\n' "${name}" >> "${__stage3_prefix}/etc/shadow"
	[[ -z ${extra} ]] || __stage3_members
	;;
usermod)
	__stage3_field passwd "${name}" 0
	[[ -n ${REPLY} ]] || __stage3_fail 6 "user '${name}' does not exist"
	if [[ ${given} == *g* ]]; then
		__stage3_group
		__stage3_rewrite passwd "${name}" 3 "${group}"
	fi
	[[ ${given} != *c* ]] || __stage3_rewrite passwd "${name}" 4 "${comment}"
	[[ ${given} != *d* ]] || __stage3_rewrite passwd "${name}" 5 "${home}"
	[[ ${given} != *s* ]] || __stage3_rewrite passwd "${name}" 6 "${shell}"
	[[ ${given} != *G* ]] || __stage3_members
	;;
*) __stage3_fail 2 "no such tool" ;;
esac
exit 0
