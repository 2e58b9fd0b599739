# Copyright 2026 the Stage3 authors
# Distributed under the terms of the MIT License

EAPI=8

# libsemanage and what it is built on: nothing else here asks for them.
DEBIAN_PACKAGES=( passwd login libsemanage2 libsemanage-common libsepol2 libbz2-1.0 )
inherit debian-binary

DESCRIPTION="Programs for accounts, groups and passwords"
HOMEPAGE="https://github.com/shadow-maint/shadow"
KEYWORDS="amd64 arm64"

RDEPEND="
	sys-libs/glibc
	sys-libs/libselinux
	sys-libs/libxcrypt
	sys-libs/pam
	sys-process/audit
"

src_install() {
	debian-binary_src_install
	# The scripts make these: ranges of subordinate ids, none given away yet.
	insinto /etc
	newins - subuid < /dev/null
	newins - subgid < /dev/null
	# Whoever may read the hashes does it as this group of baselayout's.
	fowners root:shadow /usr/bin/chage /usr/bin/expiry
	fperms 2755 /usr/bin/chage /usr/bin/expiry
}
