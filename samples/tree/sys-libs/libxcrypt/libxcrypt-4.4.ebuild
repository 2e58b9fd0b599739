# Copyright 2026 the Stage3 authors
# Distributed under the terms of the MIT License

EAPI=8

DEBIAN_PACKAGES=( libcrypt1 )
inherit debian-binary

DESCRIPTION="Library for one-way hashing of passwords"
HOMEPAGE="https://github.com/besser82/libxcrypt"
KEYWORDS="amd64 arm64"

RDEPEND="
	sys-libs/glibc
"
