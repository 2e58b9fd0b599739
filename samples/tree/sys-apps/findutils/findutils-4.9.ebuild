# Copyright 2026 the Stage3 authors
# Distributed under the terms of the MIT License

EAPI=8

DEBIAN_PACKAGES=( findutils )
inherit debian-binary

DESCRIPTION="GNU find and xargs"
HOMEPAGE="https://www.gnu.org/software/findutils/"
KEYWORDS="amd64 arm64"

RDEPEND="
	sys-libs/glibc
	sys-libs/libselinux
"
