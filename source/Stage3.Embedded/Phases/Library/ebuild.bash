# Sourcing an ebuild: PMS 7 and 10. Sourced itself at the top level, because what "source" declares inside a function would
# be local to it.
# shellcheck shell=bash

# shellcheck disable=SC2034 # read by inherit and by whoever sources this
__stage3_phases_of_eapi="pkg_pretend pkg_setup src_unpack src_prepare src_configure src_compile src_test src_install
	pkg_preinst pkg_postinst pkg_prerm pkg_postrm pkg_config pkg_info pkg_nofetch"

# Names that are, or were, helpers of some EAPI or of Portage, and that EAPI 7 and 8 as run here do not have.
__stage3_missing_helpers="dohtml dolib libopts einstall dohard dosed hasq useq edo pipestatus ver_replacing portageq
	preserve_old_lib preserve_old_lib_notify prepall prepalldocs prepallinfo prepallman prepallstrip prepinfo prepman prepstrip
	ecompress ecompressdir estrip register_die_hook register_success_hook"

__stage3_prepare_sourcing() {
	unset -v IUSE REQUIRED_USE DEPEND BDEPEND RDEPEND PDEPEND IDEPEND PROPERTIES RESTRICT KEYWORDS SLOT LICENSE HOMEPAGE DESCRIPTION \
		SRC_URI INHERITED ECLASS DOCS HTML_DOCS PATCHES
	declare -gA __stage3_gathered=() __stage3_eclass_files=()
	__stage3_incremental_names=$(__stage3_incremental)
	# PMS 6: failglob holds in global scope. PMS table 6.1: the bash that an EAPI is written for.
	shopt -s failglob
	if [[ ${EAPI} == 7 ]]; then BASH_COMPAT=4.2; else BASH_COMPAT=5.0; fi
}

__stage3_finish_sourcing() {
	shopt -u failglob
	__stage3_finish_incremental
	[[ ${EAPI} == "${__stage3_eapi}" ]] || die "EAPI is '${__stage3_eapi}' in the ebuild's first lines, and '${EAPI}' after it was sourced"
	[[ -n ${SLOT-} ]] || die "SLOT is not set"
	local phase
	__stage3_defined=
	for phase in ${__stage3_phases_of_eapi}; do
		declare -F "${phase}" > /dev/null && __stage3_defined+=" ${phase#*_}"
	done
	__stage3_defined=${__stage3_defined# }
}

# Gathers in __stage3_found the helpers of the list above that can be reached from a phase. Uses no program.
__stage3_find_missing() {
	local name line word alternatives IFS=$' \t\n'
	local -a queue=()
	local -A seen=() found=()
	__stage3_found=
	for name in ${__stage3_missing_helpers}; do
		declare -F "${name}" > /dev/null || alternatives+="${alternatives:+|}${name}"
	done
	# Where a command stands: at the beginning, after an operator, or after a word that takes a command.
	local place='(^|[;|&({!`]|(^|[[:space:]])(if|while|until|then|else|do|nonfatal))[[:space:]]*'
	local pattern="${place}(${alternatives})([[:space:];)]|$)"
	# Most trees name none of them anywhere: one look at the whole is enough then.
	[[ $(declare -f) =~ (^|[[:space:]\;\|\&\(\{\!\`])(${alternatives})([[:space:]\;\)]|$) ]] || return 0
	for name in ${__stage3_phases_of_eapi}; do
		declare -F "${name}" > /dev/null && queue+=("${name}") && seen[${name}]=1
	done
	while [[ ${#queue[@]} -gt 0 ]]; do
		name=${queue[0]}
		queue=("${queue[@]:1}")
		while IFS= read -r line; do
			if [[ ${line} =~ ${pattern} ]]; then found[${BASH_REMATCH[4]}]=1; fi
			while [[ ${line} =~ [A-Za-z_][A-Za-z0-9_.-]* ]]; do
				word=${BASH_REMATCH[0]}
				line=${line#*"${word}"}
				if [[ ! -v seen[${word}] && ! -v __stage3_own["function ${word}"] ]] && declare -F "${word}" > /dev/null; then
					seen[${word}]=1
					queue+=("${word}")
				fi
			done
		done < <(declare -f "${name}")
	done
	__stage3_found=${!found[*]}
}
