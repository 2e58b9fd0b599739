# Copyright 2026 the Stage3 authors
# Distributed under the terms of the MIT License

EAPI=8

DEBIAN_PACKAGES=( libcryptsetup12 libargon2-1 libjson-c5 libdevmapper1.02.1 dmsetup )
inherit debian-binary

DESCRIPTION="Encrypted block devices: libraries, and device-mapper's"
HOMEPAGE="https://gitlab.com/cryptsetup/cryptsetup"
KEYWORDS="amd64 arm64"

RDEPEND="
	dev-libs/openssl:0/3
	sys-apps/util-linux
	sys-libs/glibc
	sys-libs/libselinux
	sys-libs/libsystemd
"
