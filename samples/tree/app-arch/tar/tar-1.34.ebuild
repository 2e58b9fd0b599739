# Copyright 2026 the Stage3 authors
# Distributed under the terms of the MIT License

EAPI=8

DEBIAN_PACKAGES=( tar )
inherit debian-binary

DESCRIPTION="GNU tar"
HOMEPAGE="https://www.gnu.org/software/tar/"
KEYWORDS="amd64 arm64"

RDEPEND="
	sys-apps/acl
	sys-libs/glibc
	sys-libs/libselinux
"
