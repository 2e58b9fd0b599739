# Copyright 2026 the Stage3 authors
# Distributed under the terms of the MIT License

EAPI=8

DEBIAN_PACKAGES=( libzstd1 )
inherit debian-binary

DESCRIPTION="Zstandard compression: library"
HOMEPAGE="https://facebook.github.io/zstd/"
KEYWORDS="amd64 arm64"

RDEPEND="
	sys-libs/glibc
"
