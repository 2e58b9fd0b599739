# Copyright 2026 the Stage3 authors
# Distributed under the terms of the MIT License

EAPI=8

DEBIAN_PACKAGES=( gzip )
inherit debian-binary

DESCRIPTION="GNU gzip"
HOMEPAGE="https://www.gnu.org/software/gzip/"
KEYWORDS="amd64 arm64"

RDEPEND="
	sys-libs/glibc
"
