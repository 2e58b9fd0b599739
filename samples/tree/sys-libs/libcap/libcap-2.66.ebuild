# Copyright 2026 the Stage3 authors
# Distributed under the terms of the MIT License

EAPI=8

DEBIAN_PACKAGES=( libcap2 libcap2-bin )
inherit debian-binary

DESCRIPTION="Capabilities of POSIX 1003.1e: library and programs"
HOMEPAGE="https://sites.google.com/site/fullycapable/"
KEYWORDS="amd64 arm64"

RDEPEND="
	sys-libs/glibc
"
