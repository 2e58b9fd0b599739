# Copyright 2026 the Stage3 authors
# Distributed under the terms of the MIT License

EAPI=8

# The libraries after the first serve nothing else here.
DEBIAN_PACKAGES=( iproute2 libbpf1 libelf1 libmnl0 libxtables12 libbsd0 libmd0 )
inherit debian-binary

DESCRIPTION="Kernel routing and traffic control"
HOMEPAGE="https://wiki.linuxfoundation.org/networking/iproute2"
KEYWORDS="amd64 arm64"
IUSE="berkdb"

RDEPEND="
	net-libs/libtirpc
	sys-libs/glibc
	sys-libs/libcap
	sys-libs/libselinux
	sys-libs/zlib
	berkdb? ( sys-libs/db )
"

src_install() {
	debian-binary_src_install
	if ! use berkdb; then
		rm "${ED}"/usr/sbin/arpd || die
	fi
}
