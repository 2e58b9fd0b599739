# One phase of one package from its saved environment, in a shell that has this library and ends with it; $1 is the phase function.
# shellcheck shell=bash
# Sourced outside of any function, for what an environment declares in one would be that function's own.

# Functions may hold extended patterns, which are read only while this is on.
shopt -s extglob
source "${__stage3_run}/environment" || die "the saved environment cannot be read"
shopt -u extglob
# Saved environments of other package managers may bring functions of these names along; ours count.
if [[ -e ${__stage3_run}/redefines ]]; then
	for __stage3_file in messages queries versions inherit install install-new sources; do
		# shellcheck disable=SC1090
		source "${__stage3_lib}/${__stage3_file}.bash" || exit 1
	done
fi
source "${__stage3_run}/variables.bash" || die "variables cannot be read"
if [[ ${EAPI} == 7 ]]; then BASH_COMPAT=4.2; else BASH_COMPAT=5.0; fi

# PMS table 11.1: which variables there are in which phases.
__stage3_set_phase() {
	export EBUILD_PHASE_FUNC=$1 EBUILD_PHASE=${1#*_} __stage3_slot=${SLOT%%/*}
	case $1 in
		src_*) unset -v ROOT EROOT ;;
		*) unset -v A ;;
	esac
	case $1 in
		src_install | pkg_preinst | pkg_postinst) ;;
		*) unset -v D ED ;;
	esac
	__stage3_reset_destinations
}

# PMS 9.1.1: the folder that a phase starts in, and when WORKDIR may stand in for S.
__stage3_enter_folder() {
	local earlier folder=${__stage3_run}/empty
	case $1 in
		src_unpack) folder=${WORKDIR} ;;
		src_*)
			folder=${S}
			if [[ ! -d ${S} ]]; then
				folder=${WORKDIR}
				[[ -z ${A} ]] || die "S does not exist: ${S}"
				for earlier in unpack prepare configure compile "test" install; do
					[[ " ${DEFINED_PHASES} " == *" ${earlier} "* ]] && die "S does not exist: ${S}"
					[[ $1 == "src_${earlier}" ]] && break
				done
			fi ;;
	esac
	cd -- "${folder}" || die "cannot enter ${folder}"
}

__stage3_set_phase "$1"
__stage3_enter_folder "$1"
if declare -F "$1" > /dev/null; then
	"$1"
elif declare -F "default_$1" > /dev/null; then
	"default_$1"
fi

# PMS 13.2.2: from EAPI 8 on no folder stays that nothing is in; keepdir puts something there.
if [[ $1 == src_install && ${EAPI} != 7 ]]; then
	find "${ED}" -depth -mindepth 1 -type d -empty -delete || die "empty folders of the image cannot be removed"
fi

# ebuild(5): which sonames of the image count for nothing.
if [[ $1 == src_install ]]; then
	printf '%s\n' "${PROVIDES_EXCLUDE-}" > "${__stage3_run}/provides-exclude"
	printf '%s\n' "${REQUIRES_EXCLUDE-}" > "${__stage3_run}/requires-exclude"
fi

# PMS 9.2: pkg_pretend leaves nothing behind.
cd -- "${__stage3_run}" || die "cannot enter ${__stage3_run}"
if [[ $1 != pkg_pretend && -z ${__stage3_forgets-} ]]; then
	__stage3_save_environment "${__stage3_run}/environment"
	[[ $1 != "${__stage3_last-}" ]] || __stage3_save_package_environment "${__stage3_package_environment}"
fi
: > "${__stage3_run}/finished"
exit 0
