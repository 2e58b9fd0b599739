# Versions: PMS 12.3.13 (ver_cut, ver_rs, ver_test) and 3.3 (comparison).
# shellcheck shell=bash

# Splits into separator, component, separator, component, …: __stage3_parts.
__stage3_split_version() {
	local rest=$1
	local LC_ALL=C
	__stage3_parts=()
	while [[ -n ${rest} ]]; do
		[[ ${rest} =~ ^([^A-Za-z0-9]*)([0-9]+|[A-Za-z]+|)(.*)$ ]]
		__stage3_parts+=("${BASH_REMATCH[1]}" "${BASH_REMATCH[2]}")
		rest=${BASH_REMATCH[3]}
	done
}

# "2", "2-", "2-4" against a number of components: __stage3_first, __stage3_last.
__stage3_version_range() {
	local range=$1 count=$2
	[[ ${range} =~ ^([0-9]+)(-([0-9]*))?$ ]] || die "${FUNCNAME[1]}: '${range}' is no range: N, N- or N-M"
	__stage3_first=${BASH_REMATCH[1]}
	if [[ -z ${BASH_REMATCH[2]} ]]; then
		__stage3_last=${__stage3_first}
	else
		__stage3_last=${BASH_REMATCH[3]:-${count}}
		[[ ${__stage3_first} -le ${__stage3_last} || -z ${BASH_REMATCH[3]} ]] || die "${FUNCNAME[1]}: '${range}' ends before it begins"
	fi
}

ver_cut() {
	[[ $# -eq 1 || $# -eq 2 ]] || die "ver_cut: usage: ver_cut <range> [version]"
	local -a __stage3_parts
	local __stage3_first __stage3_last index cut=""
	__stage3_split_version "${2-${PV}}"
	__stage3_version_range "$1" "$((${#__stage3_parts[@]} / 2))"
	# Component N is part 2N-1, the separator before it part 2N-2; separator 0 is before the first.
	for ((index = __stage3_first; index <= __stage3_last && 2 * index - 1 < ${#__stage3_parts[@]}; index++)); do
		if ((index == 0)); then continue; fi
		if ((index > __stage3_first)); then cut+=${__stage3_parts[2 * index - 2]}; fi
		cut+=${__stage3_parts[2 * index - 1]}
	done
	printf '%s\n' "${cut}"
}

ver_rs() {
	[[ $# -ge 2 ]] || die "ver_rs: usage: ver_rs <range> <separator> [<range> <separator>…] [version]"
	local -a __stage3_parts
	local __stage3_first __stage3_last index
	if (($# % 2)); then
		__stage3_split_version "${!#}"
	else
		__stage3_split_version "${PV}"
	fi
	while [[ $# -ge 2 ]]; do
		__stage3_version_range "$1" "$((${#__stage3_parts[@]} / 2))"
		# Separator N stands after component N; 0 and the last one only where they are there.
		for ((index = __stage3_first; index <= __stage3_last && 2 * index < ${#__stage3_parts[@]}; index++)); do
			[[ (${index} -eq 0 || -z ${__stage3_parts[2 * index + 1]}) && -z ${__stage3_parts[2 * index]} ]] && continue
			__stage3_parts[2 * index]=$2
		done
		shift 2
	done
	local IFS=
	printf '%s\n' "${__stage3_parts[*]}"
}

# Prints -1, 0 or 1 for two numbers without limit of size.
__stage3_compare_numbers() {
	local left=$1 right=$2
	while [[ ${left} == 0?* ]]; do left=${left#0}; done
	while [[ ${right} == 0?* ]]; do right=${right#0}; done
	if ((${#left} != ${#right})); then
		__stage3_order=$((${#left} < ${#right} ? -1 : 1))
	else
		__stage3_compare_texts "${left}" "${right}"
	fi
}

__stage3_compare_texts() {
	local LC_ALL=C
	__stage3_order=0
	[[ $1 < $2 ]] && __stage3_order=-1
	[[ $1 > $2 ]] && __stage3_order=1
	return 0
}

__stage3_compare_versions() {
	local pattern='^([0-9]+)((\.[0-9]+)*)([a-z]?)((_(alpha|beta|pre|rc|p)[0-9]*)*)(-r([0-9]+))?$'
	local -a left right
	[[ $1 =~ ${pattern} ]] || die "ver_test: '$1' is no version"
	left=("${BASH_REMATCH[@]}")
	[[ $2 =~ ${pattern} ]] || die "ver_test: '$2' is no version"
	right=("${BASH_REMATCH[@]}")

	__stage3_compare_numbers "${left[1]}" "${right[1]}"
	((__stage3_order)) && return
	__stage3_compare_fractions "${left[2]#.}" "${right[2]#.}"
	((__stage3_order)) && return
	__stage3_compare_texts "${left[4]}" "${right[4]}"
	((__stage3_order)) && return
	__stage3_compare_suffixes "${left[5]#_}" "${right[5]#_}"
	((__stage3_order)) && return
	__stage3_compare_numbers "${left[9]:-0}" "${right[9]:-0}"
}

# Components after the first: with a leading zero they are compared as fractions, PMS algorithm 3.3.
__stage3_compare_fractions() {
	local -a left right
	local index
	IFS=. read -r -a left <<< "$1"
	IFS=. read -r -a right <<< "$2"
	for ((index = 0; index < ${#left[@]} && index < ${#right[@]}; index++)); do
		if [[ ${left[index]} == 0* || ${right[index]} == 0* ]]; then
			local one=${left[index]} other=${right[index]}
			while [[ ${one} == *0 ]]; do one=${one%0}; done
			while [[ ${other} == *0 ]]; do other=${other%0}; done
			__stage3_compare_texts "${one}" "${other}"
		else
			__stage3_compare_numbers "${left[index]}" "${right[index]}"
		fi
		((__stage3_order)) && return
	done
	__stage3_compare_numbers "${#left[@]}" "${#right[@]}"
}

# _alpha < _beta < _pre < _rc < none < _p, PMS algorithms 3.5 and 3.6.
__stage3_compare_suffixes() {
	local -A rank=([alpha]=0 [beta]=1 [pre]=2 [rc]=3 [none]=4 [p]=5)
	local -a left right
	local index one other
	IFS=_ read -r -a left <<< "$1"
	IFS=_ read -r -a right <<< "$2"
	for ((index = 0; index < ${#left[@]} || index < ${#right[@]}; index++)); do
		one=${left[index]-none}
		other=${right[index]-none}
		__stage3_compare_numbers "${rank[${one%%[0-9]*}]}" "${rank[${other%%[0-9]*}]}"
		((__stage3_order)) && return
		one=${one##*[a-z]}
		other=${other##*[a-z]}
		__stage3_compare_numbers "${one:-0}" "${other:-0}"
		((__stage3_order)) && return
	done
	return 0
}

ver_test() {
	local __stage3_order left=${PVR}
	if [[ $# -eq 3 ]]; then
		left=$1
		shift
	fi
	[[ $# -eq 2 ]] || die "ver_test: usage: ver_test [version] <operator> <version>"
	case $1 in
		-eq | -ne | -lt | -le | -gt | -ge) ;;
		*) die "ver_test: '$1' is no operator: -eq, -ne, -lt, -le, -gt or -ge" ;;
	esac
	__stage3_compare_versions "${left}" "$2"
	test "${__stage3_order}" "$1" 0
}
