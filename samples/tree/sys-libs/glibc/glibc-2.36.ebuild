# Copyright 2026 the Stage3 authors
# Distributed under the terms of the MIT License

EAPI=8

# libgcc_s and the C library need each other.
DEBIAN_PACKAGES=( libc6 libc-bin libgcc-s1 gcc-12-base )
inherit debian-binary

DESCRIPTION="The GNU C library"
HOMEPAGE="https://www.gnu.org/software/libc/"
KEYWORDS="amd64 arm64"

src_install() {
	debian-binary_src_install
	# libc-bin's script copies it, once.
	insinto /etc
	doins "${S}"/usr/share/libc-bin/nsswitch.conf
	# env-update writes ld.so.conf anew: it has to keep the folders below it.
	newenvd - 00glibc <<-END_OF_FILE
		LDPATH="include ld.so.conf.d/*.conf"
	END_OF_FILE
}
