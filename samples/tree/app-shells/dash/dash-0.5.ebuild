# Copyright 2026 the Stage3 authors
# Distributed under the terms of the MIT License

EAPI=8

DEBIAN_PACKAGES=( dash )
inherit debian-binary

DESCRIPTION="Small POSIX shell, as /bin/sh"
HOMEPAGE="http://gondor.apana.org.au/~herbert/dash/"
KEYWORDS="amd64 arm64"

RDEPEND="
	sys-libs/glibc
"
