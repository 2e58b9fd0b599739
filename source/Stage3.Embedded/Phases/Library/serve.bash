#!/usr/bin/env bash
# Kept warm for the pkg_* phases of many packages: reads orders from the pipe "requests" of the folder __stage3_server, and runs each phase in a subshell, which
# starts with this library read. An order is five words with a NUL behind each: the folder of the run, the log, the step after which the package's
# environment is kept, the file for it, the steps. Ends where the pipe does.
# Its subshells source ebuilds' environments, so it has none of the strict options.

trap 'exit 1' TERM
IFS=$' \t\n'
umask 022
__stage3_passed_on=(http_proxy https_proxy ftp_proxy all_proxy no_proxy HTTP_PROXY HTTPS_PROXY FTP_PROXY ALL_PROXY NO_PROXY
	SSL_CERT_FILE SSL_CERT_DIR CURL_CA_BUNDLE GIT_SSL_CAINFO REQUESTS_CA_BUNDLE)
for __stage3_file in messages queries versions inherit install install-new sources environment ebuild steps; do
	# shellcheck disable=SC1090 # its own files
	source "${__stage3_lib}/${__stage3_file}.bash" || exit 1
done
__stage3_note_own
export __stage3_run __stage3_main __stage3_died

exec {__stage3_requests}<> "${__stage3_server}/requests" || exit 1
while IFS= read -r -d '' __stage3_run <&"${__stage3_requests}" && IFS= read -r -d '' __stage3_log <&"${__stage3_requests}" &&
	IFS= read -r -d '' __stage3_last <&"${__stage3_requests}" && IFS= read -r -d '' __stage3_package_environment <&"${__stage3_requests}" &&
	IFS= read -r -d '' __stage3_steps <&"${__stage3_requests}"; do
	__stage3_served=0
	__stage3_died=${__stage3_run}/died
	# shellcheck disable=SC2086 # names of functions
	for __stage3_step in ${__stage3_steps}; do
		if ! __stage3_check_mounts || ! __stage3_begin_step "${__stage3_step}"; then
			__stage3_served=1
			break
		fi
		(
			exec {__stage3_requests}>&- < /dev/null
			__stage3_main=${BASHPID}
			trap 'exit 1' TERM
			# Nothing comes after it that would ask for what it leaves.
			[[ -n ${__stage3_last} || ${__stage3_steps} != *"${__stage3_step}" ]] || __stage3_forgets=1
			set -- "${__stage3_step}"
			# shellcheck source=/dev/null # its own file
			source "${__stage3_lib}/phase-body.bash"
		) >> "${__stage3_log}" 2>&1
		__stage3_status=$?
		if ! __stage3_end_step "${__stage3_step}" "${__stage3_status}"; then
			__stage3_served=1
			break
		fi
	done
	printf 'served\t%s\n' "${__stage3_served}" > "${__stage3_run}/events"
done
