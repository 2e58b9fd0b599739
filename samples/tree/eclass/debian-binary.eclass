# Copyright 2026 the Stage3 authors
# Distributed under the terms of the MIT License

# The package manager reads what is set here:
# shellcheck disable=SC2034

# @ECLASS: debian-binary.eclass
# @MAINTAINER:
# the Stage3 authors
# @SUPPORTED_EAPIS: 7 8
# @BLURB: packages made of what Debian has built
# @DESCRIPTION:
# Fetches Debian binary packages with the apt client of the machine that builds,
# in src_unpack as live ebuilds do, and installs what is in them. None of their
# maintainer scripts runs: what those would have written is the ebuild's work.
# Sources, keys and proxies are the machine's own (/etc/apt); its lists, caches,
# hooks and list of installed packages are neither used nor changed. apt checks
# the signatures, and every file is compared with apt's SHA256 before it is used,
# also one that was fetched before.

case ${EAPI} in
	7|8) ;;
	*) die "${ECLASS}: EAPI ${EAPI:-0} not supported" ;;
esac

if [[ -z ${_DEBIAN_BINARY_ECLASS} ]]; then
_DEBIAN_BINARY_ECLASS=1

# @ECLASS_VARIABLE: DEBIAN_PACKAGES
# @REQUIRED
# @DESCRIPTION:
# Array: the Debian packages that make up this one.

# @ECLASS_VARIABLE: DEBIAN_VERSION
# @PRE_INHERIT
# @DESCRIPTION:
# The first package's upstream version begins so, or the ebuild does not fit what
# the machine's package sources have. Empty: any will do. Default: PV, none for
# 9999.
[[ ${PV} == 9999 ]] || : "${DEBIAN_VERSION=${PV}}"

# @ECLASS_VARIABLE: STAGE3_APT_CACHE
# @USER_VARIABLE
# @DESCRIPTION:
# Folder for apt's lists and for fetched packages, kept between builds. Default:
# "debian" in DISTDIR.

# @ECLASS_VARIABLE: STAGE3_APT_MAX_AGE
# @USER_VARIABLE
# @DESCRIPTION:
# After so many minutes the lists are asked for anew. Default: a day.
: "${STAGE3_APT_MAX_AGE:=1440}"

SLOT="0"
LICENSE="debian-packages"
PROPERTIES="live"
# Only root can unpack what belongs to others.
RESTRICT="strip test userpriv"
QA_PREBUILT="*"
S="${WORKDIR}/image"

# Folders and account files are there before anything is merged into them.
[[ ${PN} == baselayout ]] || RDEPEND="sys-apps/baselayout"

# usage: _debian-binary_die <what> <what to do>
_debian-binary_die() {
	eerror "What:       $1"
	eerror "Where:      ${CATEGORY}/${PF}, Debian packages ${DEBIAN_PACKAGES[*]}, cache ${_debian_store}"
	eerror "What to do: $2"
	die "$1"
}

# Prints Debian's name of ARCH.
_debian-binary_architecture() {
	case ${ARCH} in
		amd64|arm64) echo "${ARCH}" ;;
		*) die "the sample tree knows no Debian architecture for ARCH '${ARCH}'" ;;
	esac
}

# @FUNCTION: _debian-binary_configuration
# @USAGE: <Debian architecture>
# @RETURN: apt.conf(5) for an apt that lives in the store alone, on stdout
# @DESCRIPTION:
# It is read last (-c), after all of the machine's own: the "#clear" lines take
# away the hooks that would act on the machine's caches and daemons.
_debian-binary_configuration() {
	cat <<-END_OF_FILE
		#clear APT::Architectures;
		#clear APT::Update::Pre-Invoke;
		#clear APT::Update::Post-Invoke;
		#clear APT::Update::Post-Invoke-Success;
		APT::Architecture "$1";
		APT::Architectures { "$1"; };
		APT::Sandbox::User "root";
		APT::Get::AllowUnauthenticated "false";
		Acquire::AllowInsecureRepositories "false";
		Acquire::GzipIndexes "false";
		Acquire::Languages "none";
		Acquire::Retries "3";
		Dir::State "${_debian_store}/state/";
		Dir::State::status "${_debian_store}/state/status";
		Dir::Cache "${_debian_store}/cache/";
		Dir::Cache::pkgcache "pkgcache.bin";
		Dir::Cache::srcpkgcache "";
	END_OF_FILE
}

# Sees to fresh lists; called under the lock. Where that fails, those from before,
# or from the sources that answered, may still do: what is missing is found below.
_debian-binary_update() {
	local stamp=${_debian_store}/updated
	[[ -n $(find "${stamp}" -mmin "-${STAGE3_APT_MAX_AGE}" 2> /dev/null) ]] && return 0

	if ! {
		mkdir -p "${_debian_store}"/{packages,state/lists/partial,cache/archives/partial} \
			&& : > "${_debian_store}/state/status" \
			&& _debian-binary_configuration "$(_debian-binary_architecture)" > "${_debian_store}/apt.conf"
	}; then
		_debian-binary_die "cannot write below ${_debian_store}" \
			"free space there, or set STAGE3_APT_CACHE to a folder that can be written"
	fi
	einfo "Asking the machine's package sources for their lists"
	apt-get -q -c "${_debian_store}/apt.conf" -o APT::Update::Error-Mode=any update \
		&& apt-cache -c "${_debian_store}/apt.conf" gencaches && : > "${stamp}" && return 0
	ewarn "Not all package lists could be renewed, see apt's messages; going on with what is there"
	# To wait for a source that is dead once in a build is enough.
	compgen -G "${_debian_store}/state/lists/*Packages" > /dev/null || return 0
	touch -d "$((STAGE3_APT_MAX_AGE - 10)) minutes ago" "${stamp}"
}

# Prints one line "name version file sha256" for every package that apt knows.
_debian-binary_records() {
	apt-cache -c "${_debian_store}/apt.conf" show --no-all-versions "${DEBIAN_PACKAGES[@]}" \
		| awk '
			/^Package:/ { name = $2 }
			/^Version:/ { version = $2 }
			/^Architecture:/ { architecture = $2 }
			/^SHA256:/ { digest = $2 }
			/^$/ {
				file = name "_" version "_" architecture ".deb"
				gsub(":", "%3a", file)
				if (name != "" && digest != "") print name, version, file, digest
				name = version = architecture = digest = ""
			}'
}

# usage: _debian-binary_good <file> <sha256>
_debian-binary_good() {
	[[ -f $1 && $(sha256sum < "$1") == "$2  -" ]]
}

# Brings what is missing, or is not what apt's record says, into the store.
_debian-binary_fetch() {
	local name wanted=()
	for name in "${DEBIAN_PACKAGES[@]}"; do
		_debian-binary_good "${_debian_store}/packages/${_debian_file[${name}]}" "${_debian_digest[${name}]}" \
			|| wanted+=( "${name}=${_debian_version[${name}]}" )
	done
	[[ ${#wanted[@]} -gt 0 ]] || return 0

	einfo "Fetching ${wanted[*]}"
	local partial
	partial=$(mktemp -d "${_debian_store}/packages/.fetching.XXXXXX") || die "mktemp failed in ${_debian_store}"
	(cd "${partial}" && apt-get -q -c "${_debian_store}/apt.conf" download "${wanted[@]}") \
		|| { rm -rf "${partial}"; _debian-binary_die "apt-get download ${wanted[*]} failed" \
			"see apt's message above; check the network, then run the same again: what was fetched is kept"; }
	for name in "${wanted[@]%%=*}"; do
		_debian-binary_good "${partial}/${_debian_file[${name}]}" "${_debian_digest[${name}]}" \
			|| { rm -rf "${partial}"; _debian-binary_die "${_debian_file[${name}]} is not what apt's record says" \
				"run the same again; if it stays so, the package source is broken"; }
		mv "${partial}/${_debian_file[${name}]}" "${_debian_store}/packages/" || die "mv failed in ${_debian_store}"
	done
	rm -rf "${partial}"
}

# @FUNCTION: debian-binary_src_unpack
# @DESCRIPTION:
# Fetches DEBIAN_PACKAGES and unpacks them into ${S}. Their members below /bin,
# /sbin, /lib and /lib64 land in /usr, where baselayout's links lead.
debian-binary_src_unpack() {
	local _debian_store _debian_lock name version file digest program folder
	local -A _debian_version=() _debian_file=() _debian_digest=()
	_debian_store=${STAGE3_APT_CACHE:-${PORTAGE_ACTUAL_DISTDIR:-${DISTDIR}}/debian}/$(_debian-binary_architecture)

	[[ ${#DEBIAN_PACKAGES[@]} -gt 0 ]] || die "${CATEGORY}/${PF} names no DEBIAN_PACKAGES"
	for program in apt-get apt-cache dpkg-deb; do
		type -P "${program}" > /dev/null || _debian-binary_die "there is no ${program} on this machine" \
			"build on Debian, or give it Debian's apt and dpkg with a package source in /etc/apt"
	done

	addwrite "${_debian_store}"
	mkdir -p "${_debian_store}" || die "mkdir ${_debian_store} failed"
	exec {_debian_lock}> "${_debian_store}/lock" || die "cannot open ${_debian_store}/lock"
	flock "${_debian_lock}" || die "cannot lock ${_debian_store}/lock"
	_debian-binary_update
	exec {_debian_lock}>&-

	while read -r name version file digest; do
		_debian_version[${name}]=${version}
		_debian_file[${name}]=${file}
		_debian_digest[${name}]=${digest}
	done < <(_debian-binary_records)
	local missing=()
	for name in "${DEBIAN_PACKAGES[@]}"; do
		[[ -n ${_debian_digest[${name}]} ]] || missing+=( "${name}" )
	done
	[[ ${#missing[@]} -eq 0 ]] || _debian-binary_die "the machine's package sources have no ${missing[*]}" \
		"see apt's messages above: check the network, and that /etc/apt names a source of Debian 12"
	version=${_debian_version[${DEBIAN_PACKAGES[0]}]#*:}
	[[ -z ${DEBIAN_VERSION} || ${version} == "${DEBIAN_VERSION}" || ${version} == "${DEBIAN_VERSION}"[!0-9]* ]] \
		|| _debian-binary_die "${DEBIAN_PACKAGES[0]} is version ${version}, this ebuild is for ${DEBIAN_VERSION}" \
			"the tree is written for Debian 12: give /etc/apt a source of it"

	_debian-binary_fetch

	for folder in bin sbin lib lib64; do
		mkdir -p "${S}/usr/${folder}" || die "mkdir failed in ${S}"
		ln -s "usr/${folder}" "${S}/${folder}" || die "ln failed in ${S}"
	done
	for name in "${DEBIAN_PACKAGES[@]}"; do
		file=${_debian_file[${name}]}
		einfo "Unpacking ${file}"
		dpkg-deb --fsys-tarfile "${_debian_store}/packages/${file}" \
			| tar --extract --directory="${S}" --preserve-permissions --numeric-owner --keep-directory-symlink
		[[ ${PIPESTATUS[*]} == "0 0" ]] || die "cannot unpack ${file}"
	done
	for folder in bin sbin lib lib64; do
		rm "${S}/${folder}" || die "${S}/${folder} is no link any more"
		rmdir --ignore-fail-on-non-empty "${S}/usr/${folder}" || die "rmdir failed in ${S}"
	done
}

# @FUNCTION: debian-binary_src_install
# @DESCRIPTION:
# Installs ${S} as it is: owners, modes, times, links and extended attributes.
debian-binary_src_install() {
	cp -a "${S}/." "${ED}/" || die "cannot copy ${S} to ${ED}"
	# Empty folders stay only where the package manager is told of them.
	local mode folder
	while read -r -d '' mode folder; do
		( diropts "-m${mode}" && keepdir "/${folder}" ) || die "keepdir /${folder} failed"
	done < <(find "${ED}" -type d -empty -printf '%m %P\0')
	# Debian has compressed its documentation already.
	docompress -x /usr/share/doc /usr/share/info /usr/share/man
}

fi

EXPORT_FUNCTIONS src_unpack src_install
