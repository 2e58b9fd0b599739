# What an eclass for accounts expects of a package manager, as PMS has it, and no more.
# shellcheck shell=bash disable=SC1090,SC2034,SC2317 # the eclass is the tree's, and calls and reads these

inherit() {
	local eclass
	for eclass; do
		# Not one for accounts, and no more than this function; EAPI 9 has it built in.
		[[ ${eclass} == edo && ! -f /eclass/edo.eclass ]] && continue
		local ECLASS=${eclass}
		[[ -f /eclass/${eclass}.eclass ]] || die "eclass ${eclass} is missing"
		source "/eclass/${eclass}.eclass" || die "eclass ${eclass} returned $?"
	done
}

einfo() { printf 'info: %s\n' "$*" >&2; }
elog() { printf 'info: %s\n' "$*" >&2; }
ewarn() { printf 'warning: %s\n' "$*" >&2; }
eqawarn() { printf 'warning: %s\n' "$*" >&2; }
eerror() { printf 'error: %s\n' "$*" >&2; }
ebegin() { :; }
eend() { return "${1:-0}"; }
debug-print() { :; }
debug-print-function() { :; }
debug-print-section() { :; }
EXPORT_FUNCTIONS() { :; }
use() { return 1; }
has() {
	local wanted=$1 word
	shift
	for word; do
		[[ ${word} == "${wanted}" ]] && return 0
	done
	return 1
}
nonfatal() { __stage3_nonfatal=1 "$@"; }
edo() {
	printf '%s\n' "$*" >&2
	"$@" || die -n "failed to run: $*"
}
pipestatus() {
	local status all=( "${PIPESTATUS[@]}" )
	for status in "${all[@]}"; do
		[[ ${status} -eq 0 ]] || return "${status}"
	done
}
has_version() { return 1; }
hasv() { has "$@"; }
ver_test() { return 1; }
assert() {
	local status
	for status in "${PIPESTATUS[@]}"; do
		[[ ${status} -eq 0 ]] || die "$*"
	done
}

dodir() { mkdir -p "${@/#/${D}}"; }
keepdir() { mkdir -p "${@/#/${D}}" && touch "${1/#/${D}}/.keep"; }
insinto() { __stage3_into=$1; }
doins() { mkdir -p "${D}${__stage3_into}" && cp -R "$@" "${D}${__stage3_into}/"; }
newins() {
	mkdir -p "${D}${__stage3_into}"
	if [[ $1 == - ]]; then
		cat > "${D}${__stage3_into}/$2"
	else
		cp "$1" "${D}${__stage3_into}/$2"
	fi
}
dosym() { :; }
fowners() {
	local owner=$1
	shift
	chown "${owner}" "${@/#/${D}}" || die "fowners ${owner} failed"
}
fperms() {
	local mode=$1
	shift
	chmod "${mode}" "${@/#/${D}}" || die "fperms ${mode} failed"
}
