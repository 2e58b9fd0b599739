# Eclasses: PMS 10.
# shellcheck shell=bash
# Folders are searched in the order of the array __stage3_eclass_folders.

# Variables that gather what ebuild and eclasses say, PMS 10.2.
__stage3_incremental() {
	local names="IUSE REQUIRED_USE DEPEND BDEPEND RDEPEND PDEPEND"
	[[ ${EAPI} == 7 ]] || names+=" IDEPEND PROPERTIES RESTRICT"
	printf '%s' "${names}"
}

inherit() {
	local __stage3_outer=${ECLASS-} __stage3_had_outer=${ECLASS+yes} __stage3_eclass __stage3_file __stage3_name
	local -a __stage3_names
	read -r -a __stage3_names <<< "${__stage3_incremental_names}"
	for __stage3_eclass in "$@"; do
		__stage3_find_eclass "${__stage3_eclass}"
		# What was said so far is put aside, so that what the eclass says can be told from it.
		local -A __stage3_aside=()
		for __stage3_name in "${__stage3_names[@]}"; do
			[[ -v ${__stage3_name} ]] && __stage3_aside[${__stage3_name}]=${!__stage3_name}
			unset -v "${__stage3_name}"
		done
		local __stage3_exports=
		ECLASS=${__stage3_eclass}
		# shellcheck disable=SC1090 # which eclass it is, is the ebuild's choice
		source "${__stage3_file}" || die "sourcing ${__stage3_file} ended with a failure"
		for __stage3_name in ${__stage3_exports}; do
			eval "${__stage3_name}() { ${__stage3_eclass}_${__stage3_name} \"\$@\"; }"
		done
		for __stage3_name in "${__stage3_names[@]}"; do
			# shellcheck disable=SC2004 # an associative array
			[[ -n ${!__stage3_name-} ]] && __stage3_gathered[${__stage3_name}]+=" ${!__stage3_name}"
			unset -v "${__stage3_name}"
			[[ -v __stage3_aside[${__stage3_name}] ]] && printf -v "${__stage3_name}" '%s' "${__stage3_aside[${__stage3_name}]}"
		done
		[[ " ${INHERITED-} " == *" ${__stage3_eclass} "* ]] || INHERITED+="${INHERITED:+ }${__stage3_eclass}"
	done
	if [[ -n ${__stage3_had_outer} ]]; then
		ECLASS=${__stage3_outer}
	else
		unset -v ECLASS
	fi
	return 0
}

__stage3_find_eclass() {
	local folder
	[[ $1 =~ ^[A-Za-z0-9_][A-Za-z0-9_.-]*$ ]] || die "inherit: '$1' is no name of an eclass"
	for folder in "${__stage3_eclass_folders[@]}"; do
		__stage3_file=${folder}/$1.eclass
		if [[ -f ${__stage3_file} ]]; then
			__stage3_eclass_files[$1]=${__stage3_file}
			return
		fi
	done
	die "inherit: there is no $1.eclass in ${__stage3_eclass_folders[*]}"
}

EXPORT_FUNCTIONS() {
	[[ -n ${ECLASS-} ]] || die "EXPORT_FUNCTIONS: only an eclass can export"
	__stage3_exports+="${__stage3_exports:+ }$*"
}

# Called at the top level's side of sourcing: what was gathered goes where PMS 10.2 puts it.
__stage3_finish_incremental() {
	local name
	for name in ${__stage3_incremental_names}; do
		[[ -v __stage3_gathered[${name}] ]] || continue
		printf -v "${name}" '%s' "${!name-}${!name:+ }${__stage3_gathered[${name}]# }"
	done
}
