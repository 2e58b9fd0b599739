# Copyright 2026 the Stage3 authors
# Distributed under the terms of the MIT License

EAPI=8

DEBIAN_PACKAGES=( util-linux util-linux-extra mount libblkid1 libmount1 libsmartcols1 libuuid1 libfdisk1 )
inherit debian-binary

DESCRIPTION="Programs for disks, terminals and logging in, and their libraries"
HOMEPAGE="https://git.kernel.org/pub/scm/utils/util-linux/util-linux.git"
KEYWORDS="amd64 arm64"

RDEPEND="
	sys-libs/glibc
	sys-libs/libselinux
	sys-libs/libsystemd
	sys-libs/libxcrypt
	sys-libs/ncurses
	sys-libs/pam
	sys-libs/zlib
	sys-process/audit
"
