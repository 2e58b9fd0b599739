#!/usr/bin/env bash
# One phase of one package, in a shell of its own: phase.bash source | <phase function>
#   __stage3_lib   the folder of this library        __stage3_run   the folder of this run:
#   eclass-folders, settings.bash, variables.bash, ebuild (a link), user-patches: from the engine
#   events, answers: named pipes to the engine       environment: what the phase before left
#   redefines: there where the environment may have functions of this library's names
#   died: why it died    finished: written at the end of a phase that returned
# This shell sources ebuilds, so it has none of the strict options.

__stage3_main=${BASHPID}
__stage3_died=${__stage3_run}/died
export __stage3_main __stage3_died
trap 'exit 1' TERM
IFS=$' \t\n'
umask 022

# What comes in from the machine and is passed on to programs, but belongs to no package.
__stage3_passed_on=(http_proxy https_proxy ftp_proxy all_proxy no_proxy HTTP_PROXY HTTPS_PROXY FTP_PROXY ALL_PROXY NO_PROXY
	SSL_CERT_FILE SSL_CERT_DIR CURL_CA_BUNDLE GIT_SSL_CAINFO REQUESTS_CA_BUNDLE)

for __stage3_file in messages queries versions inherit install install-new sources environment ebuild; do
	# shellcheck disable=SC1090 # its own files
	source "${__stage3_lib}/${__stage3_file}.bash" || exit 1
done
__stage3_note_own

if [[ $1 == source ]]; then
	mapfile -d '' -t __stage3_eclass_folders < "${__stage3_run}/eclass-folders"
	source "${__stage3_run}/settings.bash" || die "settings cannot be read"
	source "${__stage3_run}/variables.bash" || die "variables cannot be read"
	EBUILD_PHASE='' EBUILD_PHASE_FUNC=''
	S=${WORKDIR}/${P}
	__stage3_prepare_sourcing
	source "${__stage3_run}/ebuild" || die "the ebuild cannot be sourced"
	__stage3_finish_sourcing
	__stage3_find_missing
	[[ -z ${__stage3_found} ]] || die "it calls what this engine has not: ${__stage3_found}"
	DEFINED_PHASES=${__stage3_defined:--}
	printf '%s\n' "${__stage3_defined}" > "${__stage3_run}/defined"
	__stage3_save_environment "${__stage3_run}/environment"
	: > "${__stage3_run}/finished"
	exit 0
fi

# shellcheck source=/dev/null # its own file
source "${__stage3_lib}/phase-body.bash"
