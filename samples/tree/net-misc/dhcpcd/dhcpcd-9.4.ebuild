# Copyright 2026 the Stage3 authors
# Distributed under the terms of the MIT License

EAPI=8

DEBIAN_PACKAGES=( dhcpcd-base )
inherit debian-binary user

DESCRIPTION="DHCP and IPv6 client"
HOMEPAGE="https://roy.marples.name/projects/dhcpcd"
KEYWORDS="amd64 arm64"
IUSE="systemd"

RDEPEND="
	app-shells/dash
	sys-apps/coreutils
	sys-apps/sed
	sys-apps/shadow
	sys-libs/glibc
	sys-libs/libsystemd
	systemd? ( sys-apps/systemd )
"

pkg_setup() {
	# It goes on in this account, in a folder where nothing is, once it needs no
	# rights any more. The id is fixed: nothing says whether dbus or this comes first.
	enewgroup dhcpcd 252
	enewuser dhcpcd 252 -1 /var/empty dhcpcd
}

src_unpack() {
	# The unit is in a package of its own.
	use systemd && DEBIAN_PACKAGES+=( dhcpcd )
	debian-binary_src_unpack
}

src_install() {
	debian-binary_src_install
	keepdir /var/lib/dhcpcd
	fowners dhcpcd:dhcpcd /var/lib/dhcpcd
	fperms 0750 /var/lib/dhcpcd
}
