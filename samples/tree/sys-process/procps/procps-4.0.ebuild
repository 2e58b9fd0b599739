# Copyright 2026 the Stage3 authors
# Distributed under the terms of the MIT License

EAPI=8

DEBIAN_PACKAGES=( procps libproc2-0 )
inherit debian-binary

DESCRIPTION="Shows processes and sets kernel parameters"
HOMEPAGE="https://gitlab.com/procps-ng/procps"
KEYWORDS="amd64 arm64"

RDEPEND="
	sys-libs/glibc
	sys-libs/libsystemd
	sys-libs/ncurses
"
