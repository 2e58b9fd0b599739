# Copyright 2026 the Stage3 authors
# Distributed under the terms of the MIT License

EAPI=8

DEBIAN_PACKAGES=( xz-utils liblzma5 )
inherit debian-binary

DESCRIPTION="LZMA compression: library and programs"
HOMEPAGE="https://tukaani.org/xz/"
KEYWORDS="amd64 arm64"

RDEPEND="
	sys-libs/glibc
"
