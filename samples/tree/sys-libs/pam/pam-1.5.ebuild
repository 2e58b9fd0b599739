# Copyright 2026 the Stage3 authors
# Distributed under the terms of the MIT License

EAPI=8

DEBIAN_PACKAGES=( libpam0g libpam-modules libpam-modules-bin libpam-runtime )
inherit debian-binary

DESCRIPTION="Pluggable authentication modules"
HOMEPAGE="https://github.com/linux-pam/linux-pam"
KEYWORDS="amd64 arm64"
IUSE="berkdb"

RDEPEND="
	sys-libs/glibc
	sys-libs/libselinux
	sys-libs/libxcrypt
	sys-process/audit
	berkdb? ( sys-libs/db )
"
# The rules need the modules, and the modules are of no use without rules.
PDEPEND="sys-auth/pambase"

src_install() {
	debian-binary_src_install
	# pambase's work
	rm "${ED}"/etc/pam.d/other || die
	if ! use berkdb; then
		find "${ED}"/usr/lib -name pam_userdb.so -delete || die
	fi
	# Old passwords, for pam_pwhistory: libpam-modules' script makes it.
	insinto /etc/security
	insopts -m0600
	newins - opasswd < /dev/null
}
