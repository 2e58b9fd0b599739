# Copyright 2026 the Stage3 authors
# Distributed under the terms of the MIT License

EAPI=8

# For the texts of the licences, which the other packages' copyright files name.
# Its version is that of the Debian release.
DEBIAN_PACKAGES=( base-files )
DEBIAN_VERSION=12
inherit debian-binary

DESCRIPTION="Folders, links, settings and account files that all else is merged into"
HOMEPAGE="https://refspecs.linuxfoundation.org/fhs.shtml"
LICENSE+=" MIT"
KEYWORDS="amd64 arm64"

src_install() {
	insinto /usr/share
	doins -r "${S}"/usr/share/common-licenses
	insinto /usr/share/doc/base-files
	doins "${S}"/usr/share/doc/base-files/copyright
	docompress -x /usr/share/doc

	local folder
	for folder in bin sbin lib lib64; do
		keepdir /usr/${folder}
		dosym usr/${folder} /${folder}
	done
	keepdir /boot /dev /home /media /mnt /opt /proc /run /srv /sys /usr/src \
		/usr/local/{bin,games,include,lib,sbin,share,src} \
		/var/{cache,empty,lib/misc,local,log,opt,spool}
	diropts -m0700
	keepdir /root
	diropts -m1777
	keepdir /tmp /var/tmp
	diropts -m0755
	dosym ../run /var/run
	dosym ../run/lock /var/lock
	dosym ../proc/self/mounts /etc/mtab

	insinto /etc
	doins "${FILESDIR}"/etc/{fstab,hostname,hosts,issue,locale.conf,profile,shells}
	insinto /usr/lib
	doins "${FILESDIR}"/os-release
	dosym ../usr/lib/os-release /etc/os-release

	insinto /usr/share/baselayout
	doins "${FILESDIR}"/{passwd,group}
	# No account of these has a password.
	newins - shadow < <(sed 's/:.*/:*:::::::/' "${FILESDIR}"/passwd)
	newins - gshadow < <(sed 's/:.*/:*::/' "${FILESDIR}"/group)
}

pkg_postinst() {
	# The accounts of this system are not the package's files: those that were
	# made before keep their lines, and only who is not there is added.
	local database mode
	for database in passwd group shadow gshadow; do
		mode=0644
		[[ ${database} == *shadow ]] && mode=0640
		baselayout_add_accounts "${EROOT}/usr/share/baselayout/${database}" "${EROOT}/etc/${database}" ${mode}
	done
}

# usage: baselayout_add_accounts <masters> <account file> <mode for a new file>
baselayout_add_accounts() {
	local masters=$1 file=$2 mode=$3
	[[ -e ${file} ]] || install -m "${mode}" /dev/null "${file}" || die "cannot make ${file}"
	# 42 is the group shadow, of the masters: whoever checks passwords reads as it.
	[[ ${mode} == 0644 || -s ${file} ]] || chgrp 42 "${file}" || die "cannot give ${file} to the group shadow"

	cp -p "${file}" "${file}.baselayout" || die "cannot copy ${file}"
	awk -F: 'NR == FNR { there[$1] = 1; print; next } !($1 in there)' \
		"${file}" "${masters}" > "${file}.baselayout" || die "cannot write ${file}.baselayout"
	mv "${file}.baselayout" "${file}" || die "cannot replace ${file}"
}
