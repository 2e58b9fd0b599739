# Copyright 2026 the Stage3 authors
# Distributed under the terms of the MIT License

EAPI=8

DEBIAN_PACKAGES=( dhcpcd-base dhcpcd )
inherit debian-binary user

DESCRIPTION="DHCP and IPv6 client"
HOMEPAGE="https://roy.marples.name/projects/dhcpcd"
KEYWORDS="amd64 arm64"

RDEPEND="
	app-shells/dash
	sys-apps/coreutils
	sys-apps/sed
	sys-libs/glibc
	sys-libs/libsystemd
"

pkg_setup() {
	# It gives its rights away and goes on in this account.
	enewgroup dhcpcd
	enewuser dhcpcd -1 -1 /usr/lib/dhcpcd dhcpcd
}

src_install() {
	debian-binary_src_install
	keepdir /var/lib/dhcpcd
	fowners dhcpcd:dhcpcd /var/lib/dhcpcd
	fperms 0750 /var/lib/dhcpcd
}
