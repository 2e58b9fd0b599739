# Copyright 2026 the Stage3 authors
# Distributed under the terms of the MIT License

EAPI=8

DEBIAN_PACKAGES=( ncurses-base libtinfo6 libncursesw6 )
inherit debian-binary

DESCRIPTION="Terminals: libraries and descriptions"
HOMEPAGE="https://invisible-island.net/ncurses/"
KEYWORDS="amd64 arm64"

RDEPEND="
	sys-libs/glibc
"
