# Copyright 2026 the Stage3 authors
# Distributed under the terms of the MIT License

EAPI=8

DEBIAN_PACKAGES=( coreutils libgmp10 )
inherit debian-binary

DESCRIPTION="The GNU programs for files, text and processes"
HOMEPAGE="https://www.gnu.org/software/coreutils/"
KEYWORDS="amd64 arm64"

RDEPEND="
	sys-apps/acl
	sys-libs/glibc
	sys-libs/libselinux
"
