# Copyright 2026 the Stage3 authors
# Distributed under the terms of the MIT License

EAPI=7

DEBIAN_PACKAGES=( zlib1g )
inherit debian-binary

DESCRIPTION="Deflate compression: library"
HOMEPAGE="https://zlib.net/"
KEYWORDS="amd64 arm64"

RDEPEND="
	sys-libs/glibc
"
