#!/usr/bin/env bash
# Sources ebuilds for their metadata: PMS 14. Reads blocks of NUL-ended words from the file $1:
#   number EBUILD CATEGORY PN PV PR PVR EAPI, count of eclass folders, folders…
# and answers in the file $2 with blocks of lines: "begin number", "KEY value", "eclass NAME FILE", "error text", "end".
# No program is found from here: PMS 7.1 lets global scope call none.

# shellcheck disable=SC2123 # the search path is meant
PATH=/nonexistent
IFS=$' \t\n'
__stage3_passed_on=()
__stage3_scratch=$3
__stage3_died=${__stage3_scratch}/died
for __stage3_file in messages queries versions inherit install install-new sources environment ebuild; do
	# shellcheck disable=SC1090 # its own files
	source "${__stage3_lib}/${__stage3_file}.bash" || exit 1
done
__stage3_note_own
exec 3< "$1" 4> "$2"

__stage3_read() {
	IFS= read -r -d '' -u 3 "$1"
}

__stage3_print_metadata() {
	local key value
	local -a words
	local -A phases=()
	for key in ${__stage3_defined}; do phases[${key}]=1; done
	DEFINED_PHASES=
	for key in compile config configure info install nofetch postinst postrm preinst prepare prerm pretend setup "test" unpack; do
		[[ -v phases[${key}] ]] && DEFINED_PHASES+=" ${key}"
	done
	DEFINED_PHASES=${DEFINED_PHASES:- -}
	for key in BDEPEND DEFINED_PHASES DEPEND DESCRIPTION EAPI HOMEPAGE IDEPEND INHERITED IUSE KEYWORDS LICENSE PDEPEND PROPERTIES \
		RDEPEND REQUIRED_USE RESTRICT SLOT SRC_URI; do
		value=${!key-}
		# read -a with NUL as its end splits at all whitespace, and expands nothing.
		IFS=$' \t\n' read -r -d '' -a words <<< "${value}" || :
		printf '%s %s\n' "${key}" "${words[*]}"
	done
	for key in "${!__stage3_eclass_files[@]}"; do
		printf 'eclass %s %s\n' "${key}" "${__stage3_eclass_files[${key}]}"
	done
	for key in ${__stage3_found}; do
		printf 'error it calls %s, which this engine has not\n' "${key}"
	done
}

while __stage3_read __stage3_number; do
	for __stage3_name in __stage3_ebuild CATEGORY PN PV PR PVR EAPI __stage3_count; do __stage3_read "${__stage3_name}"; done
	__stage3_eclass_folders=()
	for ((; __stage3_count > 0; __stage3_count--)); do
		__stage3_read __stage3_folder
		__stage3_eclass_folders+=("${__stage3_folder}")
	done
	printf 'begin %s\n' "${__stage3_number}" >&4
	: > "${__stage3_scratch}/output"
	[[ ! -s ${__stage3_died} ]] || : > "${__stage3_died}"
	(
		exec 3<&-
		__stage3_main=${BASHPID}
		trap 'exit 1' TERM
		__stage3_eapi=${EAPI} MERGE_TYPE=source P=${PN}-${PV} PF=${PN}-${PVR} EBUILD_PHASE=depend
		WORKDIR=/nonexistent/work S=/nonexistent/work/${P} T=/nonexistent/temp FILESDIR=/nonexistent/files DISTDIR=/nonexistent/dist
		unset -v __stage3_number __stage3_name __stage3_count __stage3_folder
		__stage3_prepare_sourcing
		source "${__stage3_ebuild}" || die "the ebuild cannot be sourced"
		__stage3_finish_sourcing
		__stage3_find_missing
		__stage3_print_metadata >&4
	) < /dev/null > "${__stage3_scratch}/output" 2>&1
	__stage3_status=$?
	if [[ -s ${__stage3_died} ]]; then
		printf 'error %s\n' "$(< "${__stage3_died}")" >&4
	elif [[ ${__stage3_status} -ne 0 ]]; then
		printf 'error its shell ended with exit code %s\n' "${__stage3_status}" >&4
	fi
	# What die printed is said already; bash's own complaints, such as of syntax, belong to the reason.
	while IFS= read -r __stage3_line; do
		[[ ${__stage3_line} == ' * '* && -s ${__stage3_died} ]] || printf 'error it says: %s\n' "${__stage3_line}" >&4
	done < "${__stage3_scratch}/output"
	printf 'end\n' >&4
done
exit 0
