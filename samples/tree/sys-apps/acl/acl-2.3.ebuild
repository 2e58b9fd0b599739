# Copyright 2026 the Stage3 authors
# Distributed under the terms of the MIT License

EAPI=8

DEBIAN_PACKAGES=( libacl1 libattr1 )
inherit debian-binary

DESCRIPTION="Access control lists and extended attributes: libraries"
HOMEPAGE="https://savannah.nongnu.org/projects/acl"
KEYWORDS="amd64 arm64"

RDEPEND="
	sys-libs/glibc
"
