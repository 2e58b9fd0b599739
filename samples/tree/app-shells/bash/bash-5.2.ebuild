# Copyright 2026 the Stage3 authors
# Distributed under the terms of the MIT License

EAPI=8

DEBIAN_PACKAGES=( bash )
inherit debian-binary

DESCRIPTION="The GNU shell"
HOMEPAGE="https://www.gnu.org/software/bash/"
KEYWORDS="amd64 arm64"

RDEPEND="
	sys-libs/glibc
	sys-libs/ncurses
"
