# From archives to an image: unpack, patches, configure and make (PMS 12.3.7, 12.3.14, 12.3.15) and what phases do that
# an ebuild does not define (PMS 9.1).
# shellcheck shell=bash

__stage3_unpack_one() {
	local source=$1 name=${1##*/} bare
	local -a tar=(tar -x --no-same-owner)
	bare=${name%.*}
	case ${name,,} in
		*.tar) "${tar[@]}" -f "${source}" ;;
		*.tar.gz | *.tgz | *.tar.z) "${tar[@]}" -z -f "${source}" ;;
		*.tar.bz2 | *.tbz2 | *.tbz) "${tar[@]}" -j -f "${source}" ;;
		*.tar.xz | *.txz) "${tar[@]}" -J -f "${source}" ;;
		*.tar.lzma) "${tar[@]}" --lzma -f "${source}" ;;
		*.tar.zst) "${tar[@]}" --zstd -f "${source}" ;;
		*.zip | *.jar) unzip -qo "${source}" ;;
		*.gz | *.z) gzip -dc -- "${source}" > "${bare}" ;;
		*.bz2 | *.bz) bzip2 -dc -- "${source}" > "${bare}" ;;
		*.xz) xz -dc -- "${source}" > "${bare}" ;;
		*.lzma) xz --format=lzma -dc -- "${source}" > "${bare}" ;;
		*.deb) ar x "${source}" ;;
		*) return 0 ;;
	esac
}

unpack() {
	local name source
	[[ $# -gt 0 ]] || die "unpack: which archive?"
	for name in "$@"; do
		case ${name} in
			./* | /*) source=${name} ;;
			*/*) source=${name} ;;
			*) source=${DISTDIR}/${name} ;;
		esac
		[[ -s ${source} ]] || { __stage3_fail "unpack: ${source} is not there, or empty"; return 1; }
		printf '>>> unpacking %s to %s\n' "${name}" "${PWD}" >&2
		__stage3_unpack_one "${source}" || { __stage3_fail "unpack: ${name} cannot be unpacked: see what is said above"; return 1; }
	done
	# PMS 12.3.15: what came out must be readable.
	find . -mindepth 1 -maxdepth 1 ! -type l -print0 | xargs -0 -r chmod -R a+rX,u+w,g-w,o-w --
}

# Patches, each a file or a folder of *.patch and *.diff; options for patch come first.
eapply() {
	local -a options=() files=() inside
	local word item
	while [[ $# -gt 0 ]]; do
		word=$1
		shift
		case ${word} in
			--) files+=("$@"); break ;;
			-*) [[ ${#files[@]} -eq 0 ]] || die "eapply: the option ${word} stands after a file"; options+=("${word}") ;;
			*) files+=("${word}") ;;
		esac
	done
	[[ ${#files[@]} -gt 0 ]] || die "eapply: which patch?"
	for item in "${files[@]}"; do
		if [[ -d ${item} ]]; then
			mapfile -d '' -t inside < <(find "${item}" -maxdepth 1 \( -name '*.patch' -o -name '*.diff' \) -print0 | LC_ALL=C sort -z)
			[[ ${#inside[@]} -gt 0 ]] || { __stage3_fail "eapply: the folder ${item} holds no patch"; return 1; }
		else
			inside=("${item}")
		fi
		for word in "${inside[@]}"; do
			printf '>>> applying %s\n' "${word##*/}" >&2
			patch -p1 -f -g0 --no-backup-if-mismatch "${options[@]}" < "${word}" >&2 ||
				{ __stage3_fail "eapply: ${word} does not apply"; return 1; }
		done
	done
}

eapply_user() {
	local patch
	[[ -e ${T}/.user-patches-applied ]] && return 0
	: > "${T}/.user-patches-applied"
	while IFS= read -r -d '' patch; do
		eapply "${patch}" || return
	done < "${__stage3_run}/user-patches"
}

emake() {
	local -a options
	read -r -a options <<< "${MAKEOPTS-} ${EXTRA_EMAKE-}"
	"${MAKE:-make}" "${options[@]}" "$@" || __stage3_fail "emake $*: make failed"
}

# econf passes only those of the optional options that this configure knows: PMS table 12.22.
econf() {
	local configure=${ECONF_SOURCE:-.}/configure help libdir
	[[ -x ${configure} ]] || { __stage3_fail "econf: there is no ${configure} to run"; return 1; }
	help=$("${configure}" --help 2> /dev/null)
	libdir=$(get_libdir)
	local -a options=(--prefix="${EPREFIX}/usr")
	[[ -n ${CBUILD-} ]] && options+=(--build="${CBUILD}")
	[[ -n ${CHOST-} ]] && options+=(--host="${CHOST}")
	[[ -n ${CTARGET-} ]] && options+=(--target="${CTARGET}")
	options+=(--mandir="${EPREFIX}/usr/share/man" --infodir="${EPREFIX}/usr/share/info" --datadir="${EPREFIX}/usr/share")
	[[ ${EAPI} != 7 && ${help} == *--datarootdir* ]] && options+=(--datarootdir="${EPREFIX}/usr/share")
	options+=(--sysconfdir="${EPREFIX}/etc" --localstatedir="${EPREFIX}/var/lib")
	[[ ${help} == *--docdir* ]] && options+=(--docdir="${EPREFIX}/usr/share/doc/${PF}")
	[[ ${help} == *--htmldir* ]] && options+=(--htmldir="${EPREFIX}/usr/share/doc/${PF}/html")
	[[ ${help} == *--with-sysroot* ]] && options+=(--with-sysroot="${ESYSROOT:-/}")
	[[ ${libdir} != lib || -n ${ABI-} ]] && options+=(--libdir="${EPREFIX}/usr/${libdir}")
	[[ ${help} == *--disable-dependency-tracking* ]] && options+=(--disable-dependency-tracking)
	[[ ${help} == *--disable-silent-rules* ]] && options+=(--disable-silent-rules)
	[[ ${EAPI} != 7 && ${help} == *--enable-static* ]] && options+=(--disable-static)
	options+=("$@")
	local -a more
	read -r -a more <<< "${EXTRA_ECONF-}"
	printf '%q ' "${configure}" "${options[@]}" "${more[@]}" >&2
	printf '\n' >&2
	CONFIG_SHELL=${CONFIG_SHELL:-/bin/sh} "${configure}" "${options[@]}" "${more[@]}" || __stage3_fail "econf: configure failed; see ${PWD}/config.log"
}

default() {
	declare -F "default_${EBUILD_PHASE_FUNC}" > /dev/null || die "default: ${EBUILD_PHASE_FUNC} has none"
	"default_${EBUILD_PHASE_FUNC}"
}

default_src_unpack() {
	# shellcheck disable=SC2086 # A is a list of names without spaces
	if [[ -n ${A} ]]; then unpack ${A}; fi
}

default_src_prepare() {
	if [[ $(declare -p PATCHES 2> /dev/null) == "declare -"a* ]]; then
		[[ ${#PATCHES[@]} -gt 0 ]] && eapply -- "${PATCHES[@]}"
	elif [[ -n ${PATCHES-} ]]; then
		# shellcheck disable=SC2086 # a string is a list of words here, PMS says so
		eapply -- ${PATCHES}
	fi
	eapply_user
}

default_src_configure() {
	if [[ -x ${ECONF_SOURCE:-.}/configure ]]; then econf; fi
}

__stage3_has_makefile() {
	[[ -f Makefile || -f GNUmakefile || -f makefile ]]
}

default_src_compile() {
	if __stage3_has_makefile; then emake; fi
}

default_src_test() {
	__stage3_has_makefile || return 0
	if make check -n &> /dev/null; then
		emake check
	elif make test -n &> /dev/null; then
		emake test
	fi
}

default_src_install() {
	if __stage3_has_makefile; then emake DESTDIR="${D}" install; fi
	einstalldocs
}
